create temp table d as
select doc_type, order_ref as ref, ref_key, customer as contact, move_date, acct_date, cost as value, is_void, false as is_open_auto,
    false as is_draft, created_date, sales_reference, null as supplier_inv_no
from (
    select *, row_number() over (partition by ref_key order by period desc, _landing desc) as age
    from sales_documents
    where period <= $period
) as s
where age = 1
union all
select doc_type, order_ref, ref_key, supplier, move_date, acct_date, purchases_total, is_void, false,
    lower(po_status) = 'draft', created_date, null, supplier_inv_no
from (
    select *, row_number() over (partition by ref_key order by period desc, _landing desc) as age
    from purchase_documents
    where period <= $period
) as p
where age = 1
union all
select 'ADJ', reference, ref_key, reason, move_date, acct_date, total, is_void, is_auto and move_date is null,
    false, created_date, null, null
from (
    select *, row_number() over (partition by ref_key order by period desc, _landing desc) as age
    from stock_adjustments
    where period <= $period
) as a
where age = 1;

delete from d where coalesce(is_void, false) or coalesce(is_draft, false);

select doc_type, ref, contact, move_date, acct_date, abs(value) as value
from d
where
    coalesce(move_date <= $period_end, false) <> coalesce(acct_date <= $period_end, false)
    and not coalesce(is_open_auto, false)
order by abs(value) desc, doc_type, ref
