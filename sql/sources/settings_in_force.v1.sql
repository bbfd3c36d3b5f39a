-- Settings in force: the organisation's newest settings up to the period, with defaults for blank values.
--
-- since: 2000-01
-- grain: one row
-- key:   none
-- rule:  exports.md#settings

with

newest_settings as (
    select max(period) as period
    from settings
    where period <= $period
)

select
    newest_settings.period,
    settings.name,
    settings.currency,
    coalesce(settings.package, setting_defaults.package) as package,
    coalesce(settings.inventory_method, setting_defaults.inventory_method) as inventory_method,
    coalesce(settings.uses_pos, setting_defaults.uses_pos) as uses_pos,
    coalesce(settings.uses_ecommerce, setting_defaults.uses_ecommerce) as uses_ecommerce,
    coalesce(settings.batches_sales, setting_defaults.batches_sales) as batches_sales,
    coalesce(settings.third_party_sales_poster, setting_defaults.third_party_sales_poster) as third_party_sales_poster,
    coalesce(settings.upload_state, setting_defaults.upload_state) as upload_state,
    coalesce(settings.past_months, setting_defaults.past_months) as past_months,
    settings.lock_date
from newest_settings
cross join setting_defaults
left join settings on settings.period = newest_settings.period
