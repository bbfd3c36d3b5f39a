-- Unnamed entries: inventory and revenue entries that do not refer to an Omni document, with the lines of each added together.
--
-- since: 2000-01
-- grain: one row for each entry, which is all lines with the same reference and date
-- key:   period, family, entry_date, reference
-- rule:  cannot-tell.md#references-that-cannot-be-read
--        A bill is one document however many lines it has, so lines with the same reference and date are added together. `family` is
--        defined as in `expected_entries`

select
    period,
    case
        when kind in ('bill', 'bill_credit') then 'bill'
        when kind = 'journal' then 'journal'
        else 'sale'
    end as family,
    entry_date,
    coalesce(reference, description, '') as reference,
    min(kind) as kind,
    abs(sum(net)) as size
from ledger_lines_alone
where
    cause_id in ('G01', 'G02', 'P10', 'S23')
    and (
        (role = 'inventory' and kind in ('bill', 'bill_credit', 'journal'))
        or (role = 'revenue' and kind in ('sales_invoice', 'sales_credit', 'other', 'journal'))
    )
group by 1, 2, 3, 4
