-- COGS journal missing or outdated: the month's journal differs from Omni's COGS, and the month is still open.
--
-- since:  2000-01
-- precedence: journal 10
-- rule:   causes-sales.md#s11-cogs-journal-missing-or-outdated
-- effect: COGS in the ledger is wrong by Omni's COGS less the journal.
-- timing: permanent

with

months as (
    select
        cogs_months.*,
        coalesce(settings_in_force.lock_date >= last_day(cast(cogs_months.cogs_month || '-01' as date)), false) as is_locked
    from cogs_months
    cross join settings_in_force
    where
        cogs_months.stale <> 0
        and settings_in_force.inventory_method = 'perpetual'
)

select
    'COGS' as doc_type,
    'COGS-' || cogs_month as ref,
    -stale as leg2,
    'ledger_entries' as dataset,
    _landing,
    _line
from months
where not is_locked
