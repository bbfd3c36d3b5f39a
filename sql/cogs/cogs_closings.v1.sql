-- COGS closings: whether each month was already closed when a COGS Breakdown changed its COGS.
--
-- since: 2000-01
-- grain: one row for each month and each COGS Breakdown that changed its COGS
-- key:   cogs_month, shown_in, shown_at
-- rule:  cogs.md#past-months-and-lock-dates
--        This uses both the settings known when the export was uploaded and the current ones. A re-opened month counts as open

with

settings_then as (
    select
        cogs_moments.cogs_month,
        cogs_moments.shown_in,
        cogs_moments.shown_at,
        settings_history.lock_date,
        settings_history.past_months,
        row_number() over (
            partition by cogs_moments.cogs_month, cogs_moments.shown_in, cogs_moments.shown_at
            order by settings_history.period desc, landings_history.sequence desc
        ) as age
    from cogs_moments
    left join landings_history
        on landings_history.dataset = 'settings'
        and landings_history.period <= cogs_moments.shown_in
        and landings_history.sequence <= cogs_moments.shown_at
    left join settings_history on settings_history._landing = landings_history.landing
),

reach as (
    -- Whether the month could still be synced, then and now.
    select
        settings_then.cogs_month,
        settings_then.shown_in,
        settings_then.shown_at,
        last_day(cast(settings_then.cogs_month || '-01' as date)) as month_end,
        settings_then.lock_date as lock_then,
        settings_in_force.lock_date as lock_now,
        (cast(left(settings_then.shown_in, 4) as integer) - cast(left(settings_then.cogs_month, 4) as integer)) * 12
        + cast(right(settings_then.shown_in, 2) as integer) - cast(right(settings_then.cogs_month, 2) as integer)
        > coalesce(settings_then.past_months, setting_defaults.past_months) as is_old_then
    from settings_then
    cross join settings_in_force
    cross join setting_defaults
    where settings_then.age = 1
)

select
    cogs_month,
    shown_in,
    shown_at,
    is_old_then
    or (coalesce(lock_then >= month_end, false) and coalesce(lock_now >= month_end, false)) as is_closed
from reach
