-- Payments with channel: each payment in its latest known state, and whether it came through a register, a web store or neither.
--
-- since: 2000-01
-- grain: one row for each payment
-- key:   _landing, _line
-- rule:  posting.md#channels

select
    payments_as_known.ref_key,
    payments_as_known.period,
    payments_as_known.payment_date,
    payments_as_known.source,
    payments_as_known.branch,
    payments_as_known.method,
    payments_as_known.amount,
    payments_as_known.batch_reference,
    payments_as_known._landing,
    payments_as_known._line,
    case
        when lower(payments_as_known.source) in ('pos', 'point of sale', 'register') then 'pos'
        when pos.prefix is not null then 'pos'
        when web.prefix is not null then 'ecommerce'
        when lower(payments_as_known.source) in ('backend', 'back end', 'manual', 'b2b', 'phone', 'trade') then 'other'
        when payments_as_known.source is not null then 'ecommerce'
        else 'other'
    end as channel
from payments_as_known
left join prefixes_in_force as pos
    on pos.kind = 'pos_order'
    and left(payments_as_known.ref_key, length(pos.prefix)) = pos.prefix
left join prefixes_in_force as web
    on web.kind = 'web_order'
    and left(payments_as_known.ref_key, length(web.prefix)) = web.prefix
