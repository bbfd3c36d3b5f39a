-- Bill days: the ledger date of each purchase bill or supplier credit whose lines all have the same date.
--
-- since: 2000-01
-- grain: one row for each purchase or supplier credit that is billed on a single day
-- key:   doc_type, ref_key
-- rule:  causes-sales.md#s21-invoice-dates-differ

select
    doc_type,
    ref_key,
    min(entry_date) as posted_date
from ledger_matches
where
    role = 'inventory'
    and kind in ('bill', 'bill_credit')
    and doc_type in ('PO', 'SCN')
group by
    doc_type,
    ref_key
having count(distinct entry_date) = 1
