-- Signing rules in force: set by acts of administrators or, before any act, by settings from earlier versions.
--
-- since: 2000-01
-- grain: one row
-- key:   none
-- rule:  worklist.md#priority, worklist.md#exits

with

newest_acts as (
    select
        max(case when rule_name = 'materiality' then amount end) as materiality,
        max(case when rule_name = 'item_threshold' then amount end) as item_threshold,
        max(case when rule_name = 'flux_amount' then amount end) as flux_amount,
        max(case when rule_name = 'flux_percent' then amount end) as flux_percent
    from rule_acts
),

newest_settings as (
    select max(period) as period
    from settings
)

select
    coalesce(newest_acts.materiality, settings.materiality, setting_defaults.materiality) as materiality,
    coalesce(newest_acts.item_threshold, settings.item_threshold, setting_defaults.item_threshold) as item_threshold,
    coalesce(newest_acts.flux_amount, settings.flux_amount, setting_defaults.flux_amount) as flux_amount,
    coalesce(newest_acts.flux_percent, settings.flux_percent, setting_defaults.flux_percent) as flux_percent
from newest_acts
cross join newest_settings
cross join setting_defaults
left join settings on settings.period = newest_settings.period
