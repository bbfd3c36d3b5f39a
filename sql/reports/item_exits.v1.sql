-- Exits: what is still out of step in data and off the worklist: explained, accrued or accepted, by whom and why.
--
-- since: 2000-01
-- key:   item
-- needs: sales_documents, purchase_documents, stock_adjustments, cogs_entries, stock_reconciliation_entries,
--        ledger_entries
-- rule:  design.md 7: only exits that hold at this month end

with

exits as (
    select * from open_items_exits where holds
)

select
    exits.item,                                                                       -- Item
    open_items.doc_type,                                                              -- Type
    open_items.ref,                                                                   -- Reference
    open_items.cause_id,                                                              -- Cause
    exits.kind as exit,                                                               -- Exit
    open_items.amount,                                                                -- Amount
    exits.value as by_what,                                                           -- Cause or journal given
    exits.who,                                                                        -- Who
    exits.recorded_at,                                                                -- When
    exits.period as said_for,                                                         -- Said for
    exits.note,                                                                       -- Note
    open_items.dataset as _dataset,
    open_items._landing,
    open_items._line
from exits
inner join open_items on open_items.item = exits.item
order by
    open_items.amount desc,
    exits.item
