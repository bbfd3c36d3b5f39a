-- COGS exports: every COGS Breakdown up to the period, including those that have been replaced.
--
-- since: 2000-01
-- grain: one row for each uploaded COGS Breakdown
-- key:   landing
-- rule:  cogs.md#changes-after-the-close
--        Replaced exports are included, because the ledger was synced from them

select
    landing,
    sequence,
    period,
    last_day(cast(period || '-01' as date)) as month_end,
    exported_on
from landings_history
where
    dataset = 'cogs_entries'
    and period <= $period
