-- COGS calendar: the earlier months that Omni could still re-sync at each uploaded month end, and whether it did.
--
-- since: 2000-01
-- grain: one row for each month end and each earlier month that could still be re-synced
-- key:   synced_in, cogs_month
-- rule:  cogs.md#past-months-and-lock-dates, cogs.md#which-journal-the-books-hold

with

month_ends as (
    select
        landings_history.period,
        min(landings_history.sequence) as first_landing
    from landings_history
    where
        landings_history.dataset = 'cogs_entries'
        and landings_history.period <= $period
    group by landings_history.period
),

settings_then as (
    select
        month_ends.period,
        settings_history.lock_date,
        settings_history.past_months,
        row_number() over (
            partition by month_ends.period
            order by settings_history.period desc, landings_history.sequence desc
        ) as age
    from month_ends
    inner join landings_history
        on landings_history.dataset = 'settings'
        and landings_history.period <= month_ends.period
        and landings_history.sequence <= month_ends.first_landing
    inner join settings_history on settings_history._landing = landings_history.landing
),

resyncable_months as (
    select
        later.period as synced_in,
        later.first_landing as synced_at,
        earlier.period as cogs_month
    from month_ends as later
    inner join month_ends as earlier on earlier.period < later.period
    cross join setting_defaults
    left join settings_then
        on settings_then.period = later.period
        and settings_then.age = 1
    where
        (
            settings_then.lock_date is null
            or settings_then.lock_date < last_day(cast(earlier.period || '-01' as date))
        )
        and (cast(left(later.period, 4) as integer) - cast(left(earlier.period, 4) as integer)) * 12
        + cast(right(later.period, 2) as integer) - cast(right(earlier.period, 2) as integer)
        <= coalesce(settings_then.past_months, setting_defaults.past_months)
),

posted_journals as (
    select
        cogs_month,
        sum(amount) as amount
    from cogs_journals
    where cogs_month = period
    group by cogs_month
),

known_cogs as (
    select
        resyncable_months.synced_in,
        resyncable_months.synced_at,
        resyncable_months.cogs_month,
        sum(cogs_moments.delta) as cogs_then
    from resyncable_months
    left join cogs_moments
        on cogs_moments.cogs_month = resyncable_months.cogs_month
        and (
            cogs_moments.shown_in < resyncable_months.synced_in
            or (cogs_moments.shown_in = resyncable_months.synced_in and cogs_moments.shown_at <= resyncable_months.synced_at)
        )
    group by
        resyncable_months.synced_in,
        resyncable_months.synced_at,
        resyncable_months.cogs_month
),

replacements as (
    select
        known_cogs.synced_in,
        known_cogs.synced_at,
        known_cogs.cogs_month,
        coalesce(known_cogs.cogs_then, 0) as cogs_then,
        coalesce(known_cogs.cogs_then, 0) - coalesce(
            lag(known_cogs.cogs_then) over (partition by known_cogs.cogs_month order by known_cogs.synced_in), posted_journals.amount, 0
        ) as taken_out
    from known_cogs
    left join posted_journals on posted_journals.cogs_month = known_cogs.cogs_month
),

openings as (
    select
        period,
        sum(opening) as opening,
        sum(closing) as closing
    from ledger_balances_as_known
    where role = 'inventory'
    group by period
),

drifts as (
    select
        openings.period,
        openings.opening - before.closing as drift
    from openings
    inner join openings as before
        on before.period = strftime(cast(openings.period || '-01' as date) - 1, '%Y-%m')
)

select
    replacements.synced_in,
    replacements.synced_at,
    replacements.cogs_month,
    replacements.cogs_then,
    replacements.taken_out,
    drifts.drift,
    coalesce(drifts.drift <> 0, false) as is_taken
from replacements
left join drifts on drifts.period = replacements.synced_in
