-- Settings in force: one row with what the organisation says of itself, the newest landed up to the period.
--
-- since: 2000-01

with

newest as (
    select max(period) as period
    from settings
    where period <= $period
)

select
    newest.period,
    settings.name,
    settings.currency,
    coalesce(settings.package, 'none') as package,
    coalesce(settings.inventory_method, 'perpetual') as inventory_method,
    coalesce(settings.uses_pos, false) as uses_pos,
    coalesce(settings.uses_ecommerce, false) as uses_ecommerce,
    coalesce(settings.batches_sales, false) as batches_sales,
    coalesce(settings.third_party_sales_poster, false) as third_party_sales_poster,
    coalesce(settings.upload_state, 'authorised') as upload_state,
    settings.lock_date
from newest
left join settings on settings.period = newest.period
