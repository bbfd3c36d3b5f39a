-- Ledger drifts: opening balances of inventory that differ from the closing of the month before, as exported then.
--
-- since: 2000-01
-- rule:  domain.md G05, T19. What replaced COGS journals took out and what documents synced late put in are accounted for; the
--        rest was posted into a month already exported. The first month has no month before it: its opening is set
--        against Omni's (A08)

with

openings as (
    select
        period,
        sum(opening) as opening,
        sum(closing) as closing
    from ledger_balances_as_known
    where role = 'inventory'
    group by period
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
        sum(ledger_effect) as posted
    from goods_effects
    where is_late
    group by synced_in
),

first_month as (
    select min(period) as period
    from openings
)

select
    openings.period,
    false as is_first,
    openings.opening - before.closing + coalesce(replaced.taken_out, 0) - coalesce(late.posted, 0) as drift
from openings
inner join openings as before
    on before.period = strftime(cast(openings.period || '-01' as date) - 1, '%Y-%m')
left join replaced on replaced.synced_in = openings.period
left join late on late.synced_in = openings.period
union all
select
    openings.period,
    true as is_first,
    openings.opening - stock_reconciliation_balances.opening as drift
from openings
inner join first_month on first_month.period = openings.period
inner join stock_reconciliation_balances on stock_reconciliation_balances.period = openings.period
