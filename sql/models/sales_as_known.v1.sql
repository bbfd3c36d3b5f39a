-- Sales as known: each sales order and credit note as its newest export up to the period shows it.
--
-- since: 2000-01
-- rule:  design.md 3; newest by period, then by the day the file was taken, then by landing

with

ranked as (
    select
        sales_documents.*,
        landings.absent,
        row_number() over (
            partition by sales_documents.ref_key
            order by sales_documents.period desc, landings.exported_on desc nulls last, landings.sequence desc
        ) as age
    from sales_documents
    inner join landings
        on landings.landing = sales_documents._landing
        and landings.dataset = 'sales_documents'
    where sales_documents.period <= $period
)

select
    *,
    absent like '%|sales_reference|%' as lacks_sales_reference
from ranked
where age = 1
