-- Cost shares: COGS as a share of sales, by customer and channel and by channel, across all documents with plausible COGS.
--
-- since: 2000-01
-- grain: one row for each customer and channel, and one for each channel as a whole
-- key:   contact (may be blank), channel
-- rule:  cogs.md#estimates
--        A customer's own share is used only if it is based on at least three documents

with

plausible_sales as (
    select
        documents.contact,
        sales_channels.channel,
        sum(sale_costs.cogs) as cogs,
        sum(documents.amount) as amount,
        count(*) as documents
    from documents
    inner join sale_costs on sale_costs.ref_key = documents.ref_key
    inner join sales_channels on sales_channels.ref_key = documents.ref_key
    where
        documents.doc_type in ('SO', 'CN')
        and sale_costs.cogs * documents.amount > 0
        and abs(sale_costs.cogs) < abs(documents.amount)
    group by
        documents.contact,
        sales_channels.channel
)

select
    contact,
    channel,
    cast(sum(cogs) / sum(amount) as decimal(18, 6)) as cost_share
from plausible_sales
where contact is not null
group by
    contact,
    channel
having
    sum(documents) >= 3
    and sum(amount) <> 0
union all
select
    cast(null as varchar) as contact,
    channel,
    cast(sum(cogs) / sum(amount) as decimal(18, 6)) as cost_share
from plausible_sales
group by channel
having sum(amount) <> 0
