-- Count months: under periodic inventory, the amount that each month's closing-stock journal booked, and the amount that it should have
-- booked.
--
-- since: 2000-01
-- grain: one row for each month under periodic inventory
-- key:   period
-- rule:  causes-ledger.md#g10-outdated-stock-count
--        `off` is the journal less the change in the valuation. `stands` is true if no count since then has brought the account to the
--        valuation, so the month's amounts are still part of the difference at the period end

with

valuations as (
    select period, sum(stock_value) as hsv
    from stock_valuation_lines
    where period <= $period
    group by period
),

balances as (
    select period, sum(opening) as opening, sum(closing) as closing
    from ledger_balances_as_known
    where role = 'inventory'
    group by period
),

counts as (
    select
        ledger_matches.period,
        coalesce(ledger_matches.reference, ledger_matches.description, '') as reference,
        ledger_matches.net,
        ledger_matches._landing,
        ledger_matches._line,
        sum(ledger_matches.net) over (partition by ledger_matches.period) as counted,
        row_number() over (
            partition by ledger_matches.period
            order by abs(ledger_matches.net) desc, ledger_matches._landing, ledger_matches._line
        ) as nth
    from ledger_matches
    left join omni_journals
        on omni_journals._landing = ledger_matches._landing
        and omni_journals._line = ledger_matches._line
    where
        ledger_matches.role = 'inventory'
        and ledger_matches.kind = 'journal'
        and ledger_matches.doc_type is null
        and omni_journals._landing is null
),

months as (
    select
        balances.period,
        valuations.hsv - balances.closing as gap,
        valuations.hsv - coalesce(before.hsv, balances.opening) as change,
        before.hsv is null as is_fresh
    from balances
    inner join valuations on valuations.period = balances.period
    left join valuations as before
        on before.period = strftime(cast(balances.period || '-01' as date) - 1, '%Y-%m')
)

select
    months.period,
    cast(months.change as decimal(18, 2)) as change,
    cast(counts.counted as decimal(18, 2)) as counted,
    cast(counts.counted - months.change as decimal(18, 2)) as off,
    counts.reference,
    counts._landing,
    counts._line,
    sum(case when months.gap = 0 then 1 else 0 end) over (
        order by months.period rows between current row and unbounded following
    ) = 0
    and coalesce(
        sum(case when months.is_fresh then 1 else 0 end) over (
            order by months.period rows between 1 following and unbounded following
        ),
        0
    ) = 0 as stands
from months
cross join settings_in_force
left join counts
    on counts.period = months.period
    and counts.nth = 1
where settings_in_force.inventory_method = 'periodic'
