-- Sales as known: each sales order and credit note as its newest export up to the period shows it.
--
-- since: 2000-01
-- rule:  design.md 3; newest by period, then by the day the file was taken, then by landing. Most are in one
--        export only; the others are few, so that they are looked up instead of ranking every row

with

ages as (
    -- 1 is the newest export.
    select
        landing,
        absent like '%|sales_reference|%' as lacks_sales_reference,
        dense_rank() over (order by period desc, exported_on desc nulls last, sequence desc) as age
    from landings
    where
        dataset = 'sales_documents'
        and period <= $period
),

listed_again as (
    select
        sales_documents.ref_key,
        min(ages.age) as age
    from sales_documents
    inner join ages on ages.landing = sales_documents._landing
    group by sales_documents.ref_key
    having min(ages.age) < max(ages.age)
)

select
    sales_documents.*,
    ages.lacks_sales_reference
from sales_documents
inner join ages on ages.landing = sales_documents._landing
left join listed_again on listed_again.ref_key = sales_documents.ref_key
where coalesce(listed_again.age = ages.age, true)
