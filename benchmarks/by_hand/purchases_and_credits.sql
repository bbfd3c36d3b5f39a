create temp table p as
select *
from (
    select *, row_number() over (partition by ref_key order by period desc, _landing desc) as age
    from purchase_documents
    where period <= $period
) as p
where age = 1;

select p.*, s.ref_key is not null as is_reconciled
from p
left join (
    select distinct ref_key
    from stock_reconciliation_entries
    where period <= $period and section in ('purchase_orders', 'supplier_credit_notes')
) as s on s.ref_key = p.ref_key
where
    p.period = $period
    or not coalesce(p.is_void, false)
    and (
        p.move_date is null
        or p.acct_date is null
        or p.qty_ordered <> p.qty_moved
        or coalesce(p.status, case when s.ref_key is null then 'NOT_IMPORTED' else 'IMPORTED' end) in ('NOT_IMPORTED', 'ERROR')
    )
order by p.created_date, p.order_ref
