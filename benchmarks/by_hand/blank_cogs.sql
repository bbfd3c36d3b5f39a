create temp table s as
select *
from (
    select *, row_number() over (partition by ref_key order by period desc, _landing desc) as age
    from sales_documents
    where period <= $period
) as s
where age = 1 and not coalesce(is_void, false) and (move_date <= $period_end or acct_date <= $period_end);

create temp table c as
select *
from (
    select *, row_number() over (partition by ref_key order by period desc, _landing desc) as age
    from cogs_entries
    where period <= $period
) as c
where age = 1;

create temp table m as
select s.customer, sum(c.cogs) / sum(s.sales) as share
from s
inner join c on c.ref_key = s.ref_key
where c.cogs * s.sales > 0 and abs(c.cogs) < abs(s.sales)
group by s.customer
having count(*) >= 3;

create temp table b as
select
    s.doc_type, s.order_ref, s.customer, s.sales, c.cogs, s.move_date, s.acct_date, m.share,
    s.move_date is null or s.acct_date is null or s.qty_ordered <> s.qty_moved
        or coalesce(s.status, 'NOT_IMPORTED') in ('NOT_IMPORTED', 'ERROR') as has_reason,
    c.period < s.period as is_older
from s
inner join c on c.ref_key = s.ref_key
left join m on m.customer = s.customer
where coalesce(c.cogs, 0) = 0;

select doc_type, order_ref, customer, sales, cogs, sales * share as likely
from b
where has_reason or not is_older
order by abs(sales) desc
