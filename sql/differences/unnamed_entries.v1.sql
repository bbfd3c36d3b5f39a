-- Unnamed entries: entries on inventory and revenue that name no document of Omni, each as a whole.
--
-- since: 2000-01
-- grain: one row for each entry: what one reference has on one day
-- key:   period, family, entry_date, reference
-- rule:  cannot-tell.md#references-that-cannot-be-read
--        A bill is one document, however many lines it has: everything under one reference on one day. `family` is that of
--        `expected_entries`

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
