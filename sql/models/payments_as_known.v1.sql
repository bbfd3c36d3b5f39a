-- Payments as known: the payments of each document as the newest export up to the period that lists any shows them.
--
-- since: 2000-01
-- rule:  design.md 3; channel from the payment's source, else from the reference (domain.md 5.2)

with

ranked as (
    select
        payments.*,
        rank() over (
            partition by payments.ref_key
            order by payments.period desc, landings.exported_on desc nulls last, landings.sequence desc
        ) as age
    from payments
    inner join landings
        on landings.landing = payments._landing
        and landings.dataset = 'payments'
    where payments.period <= $period
)

select
    ranked.*,
    case
        when lower(ranked.source) in ('pos', 'point of sale', 'register') then 'pos'
        when pos.prefix is not null then 'pos'
        when web.prefix is not null then 'ecommerce'
        when lower(ranked.source) in ('backend', 'back end', 'manual', 'b2b', 'phone', 'trade') then 'other'
        when ranked.source is not null then 'ecommerce'
        else 'other'
    end as channel
from ranked
left join prefixes_in_force as pos
    on pos.kind = 'pos_order'
    and left(ranked.ref_key, length(pos.prefix)) = pos.prefix
left join prefixes_in_force as web
    on web.kind = 'web_order'
    and left(ranked.ref_key, length(web.prefix)) = web.prefix
where ranked.age = 1
