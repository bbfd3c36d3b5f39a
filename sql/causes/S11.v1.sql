-- COGS journal missing or stale: the journal of the month is not what Omni computes, and the month is open.
--
-- since:  2000-01
-- cause:  S11
-- rule:   causes-sales.md#s11-cogs-journal-missing-or-stale
-- effect: less Omni COGS, plus the journal: COGS of the ledger lower
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
    'S11' as cause_id,
    10 as precedence,
    'journal' as side,
    'COGS' as doc_type,
    'COGS-' || cogs_month as ref,
    cast(abs(stale) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(-stale as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    'ledger_entries' as dataset,
    _landing,
    _line
from months
where not is_locked
