-- COGS months: Omni's COGS for each month, the ledger's COGS journal, and the amount missing from the journal.
--
-- since: 2000-01
-- grain: one row for each month that has a ledger
-- key:   cogs_month
-- rule:  cogs.md#journal-against-omni
--        `stale` is the amount that the journal was already missing, and `later` is the amount that changed in Omni after the month
--        was closed. Together they equal Omni's current COGS less the COGS in the books

with

omni_totals as (
    select
        cogs_month,
        sum(delta) as cogs
    from cogs_moments
    group by cogs_month
),

late_changes as (
    select
        cogs_month,
        sum(change) as later
    from cogs_changes
    group by cogs_month
)

select
    cogs_syncs.cogs_month,
    coalesce(omni_totals.cogs, 0) as omni_cogs,
    cogs_syncs.posted as journal,
    cogs_syncs.is_by_sale,
    cogs_syncs.is_resynced,
    cogs_syncs.synced_in,
    coalesce(late_changes.later, 0) as later,
    coalesce(omni_totals.cogs, 0) - cogs_syncs.journal - coalesce(late_changes.later, 0) as stale,
    cogs_syncs._landing,
    cogs_syncs._line
from cogs_syncs
left join omni_totals on omni_totals.cogs_month = cogs_syncs.cogs_month
left join late_changes on late_changes.cogs_month = cogs_syncs.cogs_month
