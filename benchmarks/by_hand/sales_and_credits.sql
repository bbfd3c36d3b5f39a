select *
from (
    select *, row_number() over (partition by ref_key order by period desc, _landing desc) as age
    from sales_documents
    where period <= $period
) as s
where
    age = 1
    and (
        period = $period
        or not coalesce(is_void, false)
        and (
            move_date is null
            or acct_date is null
            or qty_ordered <> qty_moved
            or status in ('NOT_IMPORTED', 'ERROR')
        )
    )
order by created_date, order_ref
