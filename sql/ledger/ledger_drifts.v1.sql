-- Ledger drifts: opening balances of inventory that differ from the closing of the month before, as exported then.
--
-- since: 2000-01
-- grain: one row for each month whose opening balance has moved
-- key:   period
-- rule:  causes-ledger.md#g05-ledger-changed-after-the-close, causes-adjustments.md#a08-opening-balances-differ

with

openings as (
    select period, opening, closing
    from role_balances
    where role = 'inventory'
),

replaced as (
    select
        synced_in,
        sum(taken_out) as taken_out
    from cogs_calendar
    where is_taken
    group by synced_in
),

late as (
    select
        synced_in,
        sum(ledger_effect) as posted,
        sum(sohr_effect) as reconciled
    from goods_effects
    where is_late
    group by synced_in
),

landed_back as (
    select
        shown_in as period,
        sum(delta) as cogs
    from cogs_moments
    where cogs_month < shown_in
    group by shown_in
),

reconciliations as (
    select
        period,
        sum(opening) as opening,
        sum(closing) as closing
    from stock_reconciliation_balances
    where period <= $period
    group by period
),

moved_too as (
    -- By how much Omni's own opening differs from its closing before, beyond what its documents show.
    select
        reconciliations.period,
        reconciliations.opening - before.closing + coalesce(landed_back.cogs, 0) - coalesce(late.reconciled, 0) as drift
    from reconciliations
    inner join reconciliations as before
        on before.period = strftime(cast(reconciliations.period || '-01' as date) - 1, '%Y-%m')
    left join landed_back on landed_back.period = reconciliations.period
    left join late on late.synced_in = reconciliations.period
),

changed as (
    select
        openings.period,
        openings.opening - before.closing + coalesce(replaced.taken_out, 0) - coalesce(late.posted, 0) as drift
    from openings
    inner join openings as before
        on before.period = strftime(cast(openings.period || '-01' as date) - 1, '%Y-%m')
    left join replaced on replaced.synced_in = openings.period
    left join late on late.synced_in = openings.period
),

first_month as (
    select min(period) as period
    from openings
)

select
    changed.period,
    false as is_first,
    case when moved_too.drift = changed.drift then 0 else changed.drift end as drift
from changed
left join moved_too on moved_too.period = changed.period
union all
select
    openings.period,
    true as is_first,
    openings.opening - stock_reconciliation_balances.opening as drift
from openings
inner join first_month on first_month.period = openings.period
inner join stock_reconciliation_balances on stock_reconciliation_balances.period = openings.period
