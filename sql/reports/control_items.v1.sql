-- Control items: each document and ledger entry on the control accounts besides stock, with its amount in Omni and in the ledger.
--
-- since: 2000-01
-- key:   doc_type, ref, account, line_code, line, _landing
-- needs: sales_documents, purchase_documents, cogs_entries, stock_reconciliation_entries, ledger_entries
-- words: line_code as item
-- rule:  control-accounts.md#adjustments
--        Items that agree have no line. An item that differs without a cause is part of the residual

with

ranked as (
    -- What nothing explains comes first, and what agrees comes last.
    select
        *,
        case when item_code is null and gap <> 0 then 1 when cause_id is not null then 2 when gap <> 0 then 3 else 4 end as rank
    from control_gaps
)

select
    role as account,                                                                  -- Account
    coalesce(item_code, case when gap <> 0 then 'control_residual' else 'control_agrees' end) as line_code,  -- Line
    coalesce(doc_type, 'GL') as doc_type,                                             -- Type
    ref,                                                                              -- Reference
    contact,                                                                          -- Customer or supplier
    day as entry_date,                                                                -- Date
    cast(omni_amount as decimal(18, 2)) as omni_amount,                               -- Omni
    cast(ledger_amount as decimal(18, 2)) as ledger_amount,                           -- Ledger
    cast(gap as decimal(18, 2)) as difference,                                        -- Difference: Omni less the ledger
    _line as line,
    dataset as _dataset,
    _landing,
    _line
from ranked
order by
    account,
    rank,
    abs(gap) desc,
    line_code,
    doc_type,
    ref,
    line,
    _landing
