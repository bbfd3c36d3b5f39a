-- COGS exports: every COGS Breakdown up to the period, including those that were replaced.
--
-- since: 2000-01
-- grain: one row for each landing of COGS
-- key:   landing
-- rule:  cogs.md#changes-after-the-close
--        Replaced exports count, because the ledger was synced from them

select
    landing,
    sequence,
    period,
    exported_on
from landings_history
where
    dataset = 'cogs_entries'
    and period <= $period
