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

create temp table g as
select *, coalesce(move_date <= $period_end, false) as moved, coalesce(acct_date <= $period_end, false) as booked,
    coalesce(is_open_auto, false) and created_date <= $period_end as is_waiting
from d;

select doc_type, ref, 'move date' as missing_field, abs(value) as value
from g
where move_date is null and (booked or is_waiting)
union all
select doc_type, ref, 'accounting date', abs(value)
from g
where acct_date is null and (moved or is_waiting)
union all
select doc_type, ref, 'sales reference', abs(value)
from g
where doc_type = 'CN' and sales_reference is null and (moved or booked)
union all
select doc_type, ref, 'supplier number', abs(value)
from g
where doc_type in ('PO', 'SCN') and supplier_inv_no is null and (moved or booked)
order by 4 desc, 1, 2
