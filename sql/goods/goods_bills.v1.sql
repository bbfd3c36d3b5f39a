-- Goods bills: how many bills or supplier credits the ledger holds for each purchase, and whether they are of about one size.
--
-- since: 2000-01
-- grain: one row for each purchase or supplier credit with a bill
-- key:   doc_type, ref_key
-- rule:  posting.md#bills
--        Two bills of about the same size may be one too many (P10)

select
    doc_type,
    ref_key,
    sum(copies) as bills,
    min(abs(copy)) as smallest_bill,
    min(abs(copy)) * 2 >= max(abs(copy)) as are_bills_alike
from posted_bills
group by
    doc_type,
    ref_key
