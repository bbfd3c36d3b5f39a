-- Product rolls: the units of each product in last month's valuation, the movements since, and the units in the valuation.
--
-- since: 2000-01
-- grain: one row for each product and each month with stock movements and both valuations
-- key:   period, product
-- rule:  movements.md#whether-the-list-is-complete
--        `moved` includes transfers between branches, and `transferred` is their part of it. It is negative while units are on the way

with

months as (
    select
        landings.period,
        strftime(cast(landings.period || '-01' as date) - 1, '%Y-%m') as previous_period
    from landings
    where
        landings.dataset = 'stock_movements'
        and landings.period <= $period
    group by landings.period
),

valued_months as (
    select distinct period
    from landings
    where dataset = 'stock_valuation_lines'
),

covered_months as (
    select months.*
    from months
    inner join valued_months as now_valued on now_valued.period = months.period
    inner join valued_months as then_valued on then_valued.period = months.previous_period
),

unit_changes as (
    select covered_months.period, valued.product_code as product, valued.soh as opening, 0 as closing, 0 as moved, 0 as transferred
    from covered_months
    inner join stock_valuation_lines as valued on valued.period = covered_months.previous_period
    union all
    select covered_months.period, valued.product_code as product, 0 as opening, valued.soh as closing, 0 as moved, 0 as transferred
    from covered_months
    inner join stock_valuation_lines as valued on valued.period = covered_months.period
    union all
    select
        covered_months.period, movement_lines.product, 0 as opening, 0 as closing, movement_lines.units as moved,
        case when movement_lines.doc_type = 'BT' then movement_lines.units else 0 end as transferred
    from covered_months
    inner join movement_lines on movement_lines.month = covered_months.period
)

select
    period,
    product,
    cast(sum(opening) as decimal(18, 4)) as opening,
    cast(sum(moved) as decimal(18, 4)) as moved,
    cast(sum(transferred) as decimal(18, 4)) as transferred,
    cast(sum(closing) as decimal(18, 4)) as closing
from unit_changes
group by
    period,
    product
