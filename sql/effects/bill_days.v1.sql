-- Bill days: the day on which the ledger has the bill of a purchase or the credit of a supplier, where all its lines are of one day.
--
-- since: 2000-01
-- grain: one row for each purchase or supplier credit that is billed on one day
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
