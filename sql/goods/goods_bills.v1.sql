-- Goods bills: the number of bills or supplier credits in the ledger for each purchase, and whether they are about the same size.
--
-- since: 2000-01
-- grain: one row for each purchase or supplier credit with a bill
-- key:   doc_type, ref_key
-- rule:  posting.md#bills
--        If there are two bills of about the same size, one of them may be a duplicate (P10)

select
    doc_type,
    ref_key,
    cast(sum(copies) as integer) as bills,
    min(abs(copy)) as smallest_bill,
    min(abs(copy)) * 2 >= max(abs(copy)) as are_bills_alike
from posted_bills
group by
    doc_type,
    ref_key
