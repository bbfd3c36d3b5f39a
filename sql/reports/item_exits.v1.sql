-- Exits: items that still differ in the data but are off the worklist because they were explained, accrued or accepted, with
--        the user and the reason.
--
-- since: 2000-01
-- key:   item
-- needs: sales_documents, purchase_documents, stock_adjustments, cogs_entries, stock_reconciliation_entries,
--        ledger_entries
-- rule:  worklist.md#exits
--        Only exits that are valid at this month end are included

with

exits as (
    select * from work_exits where holds
)

select
    exits.item,                                                                       -- Item
    work_items.doc_type,                                                              -- Type
    work_items.ref,                                                                   -- Reference
    work_items.cause_id,                                                              -- Cause
    exits.kind as exit,                                                               -- Exit
    work_items.amount,                                                                -- Amount
    exits.value as by_what,                                                           -- Cause or journal
    exits.who,                                                                        -- Decided by
    exits.recorded_at,                                                                -- Decided at
    exits.period as said_for,                                                         -- Decided for
    exits.note,                                                                       -- Note
    work_items.dataset as _dataset,
    work_items._landing,
    work_items._line
from exits
inner join work_items on work_items.item = exits.item
order by
    work_items.amount desc,
    exits.item
