-- Cost shares: what a unit of sales costs, by customer and channel and by channel, over every document whose COGS is plausible.
--
-- since: 2000-01
-- rule:  sum of COGS / sum of sales, of documents known up to the period whose COGS has the sign of the sale and is below it; a
--        customer's own share counts from three documents on

with

plausible as (
    select
        documents.contact,
        sales_channels.channel,
        cogs_as_known.cogs,
        documents.amount
    from documents
    inner join cogs_as_known on cogs_as_known.ref_key = documents.ref_key
    inner join sales_channels on sales_channels.ref_key = documents.ref_key
    where
        documents.doc_type in ('SO', 'CN')
        and cogs_as_known.cogs * documents.amount > 0
        and abs(cogs_as_known.cogs) < abs(documents.amount)
)

select
    contact,
    channel,
    cast(round(sum(cogs) / sum(amount), 6) as decimal(18, 6)) as cost_share
from plausible
where contact is not null
group by
    contact,
    channel
having
    count(*) >= 3
    and sum(amount) <> 0
union all
select
    cast(null as varchar) as contact,
    channel,
    cast(round(sum(cogs) / sum(amount), 6) as decimal(18, 6)) as cost_share
from plausible
group by channel
having sum(amount) <> 0
