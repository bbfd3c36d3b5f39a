-- Limits of the worklist: how much money for how many days makes an item pressing, up to how much it may be accepted.
--
-- since: 2000-01
-- rule:  features.md 45. Priority is money x days: high from materiality (1,000.00 where the settings name none) open for 30 days,
--        medium from a tenth of it, low below. Accepted: up to item_threshold of the settings, blank is 0.00

select
    cast(30 * coalesce(nullif(settings.materiality, 0), 1000) as decimal(18, 2)) as high_from,
    cast(3 * coalesce(nullif(settings.materiality, 0), 1000) as decimal(18, 2)) as medium_from,
    cast(coalesce(settings.item_threshold, 0) as decimal(18, 2)) as threshold
from settings_in_force
left join settings on settings.period = settings_in_force.period
