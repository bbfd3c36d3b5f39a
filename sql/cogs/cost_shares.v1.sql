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
        sales_and_cogs.contact,
        sales_channels.channel,
        sum(sales_and_cogs.cogs) as cogs,
        sum(sales_and_cogs.amount) as amount,
        count(*) as documents
    from sales_and_cogs
    inner join sales_channels on sales_channels.ref_key = sales_and_cogs.ref_key
    where
        sales_and_cogs.cogs * sales_and_cogs.amount > 0
        and abs(sales_and_cogs.cogs) < abs(sales_and_cogs.amount)
    group by
        sales_and_cogs.contact,
        sales_channels.channel
)

select
    contact,
    channel,
    cast(round(sum(cogs) / sum(amount), 6) as decimal(18, 6)) as cost_share
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
    cast(round(sum(cogs) / sum(amount), 6) as decimal(18, 6)) as cost_share
from plausible_sales
group by channel
having sum(amount) <> 0
