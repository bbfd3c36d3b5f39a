-- Ledger only: the month's inventory and revenue entries that do not belong to a live Omni document.
--
-- since: 2000-01
-- key:   account_role, reference, gl_date, line
-- needs: ledger_entries
-- rule:  causes-ledger.md#g01-manual-journal-to-stock-or-sales, references.md#references-that-no-export-holds
--        The amount is debit less credit on the account shown

with

lines as (
    select ledger_lines_alone.*
    from ledger_lines_alone
    left join (select distinct _landing, _line from not_compared where side = 'line') as unread
        on unread._landing = ledger_lines_alone._landing
        and unread._line = ledger_lines_alone._line
    where
        ledger_lines_alone.is_in_month
        and ledger_lines_alone.role <> 'payable'
        and unread._line is null
)

select
    role as account_role,                                                             -- Account
    entry_date as gl_date,                                                            -- Date
    source_type,                                                                      -- Source
    reference,                                                                        -- Ledger reference
    description,                                                                      -- Description
    cast(net as decimal(18, 2)) as debit_minus_credit,                                -- Debit less credit
    cause_id,                                                                         -- Cause
    doc_type,                                                                         -- Type
    ref,                                                                              -- Reference
    _line as line,                                                                    -- Line
    'ledger_entries' as _dataset,
    _landing,
    _line
from lines
order by
    account_role,
    gl_date,
    reference,
    line
