-- Payments as known: the payments of each document as the newest export up to the period that lists any shows them.
--
-- since: 2000-01
-- rule:  design.md 3; channel from the payment's source, else from the reference (domain.md 5.2)

with

ages as (
    -- 1 is the newest export.
    select
        landing,
        dense_rank() over (order by period desc, exported_on desc nulls last, sequence desc) as age
    from landings
    where
        dataset = 'payments'
        and period <= $period
),

listed_again as (
    select
        payments.ref_key,
        min(ages.age) as age
    from payments
    inner join ages on ages.landing = payments._landing
    group by payments.ref_key
    having min(ages.age) < max(ages.age)
)

select
    payments.*,
    case
        when lower(payments.source) in ('pos', 'point of sale', 'register') then 'pos'
        when pos.prefix is not null then 'pos'
        when web.prefix is not null then 'ecommerce'
        when lower(payments.source) in ('backend', 'back end', 'manual', 'b2b', 'phone', 'trade') then 'other'
        when payments.source is not null then 'ecommerce'
        else 'other'
    end as channel
from payments
inner join ages on ages.landing = payments._landing
left join listed_again on listed_again.ref_key = payments.ref_key
left join prefixes_in_force as pos
    on pos.kind = 'pos_order'
    and left(payments.ref_key, length(pos.prefix)) = pos.prefix
left join prefixes_in_force as web
    on web.kind = 'web_order'
    and left(payments.ref_key, length(web.prefix)) = web.prefix
where coalesce(listed_again.age = ages.age, true)
