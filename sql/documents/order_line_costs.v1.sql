-- Order line costs: what the units of an order that moved cost, by its own lines.
--
-- since: 2000-01
-- rule:  lines of which one has no unit cost prove nothing of the whole order; of several exports the newest counts

with

by_export as (
    select
        ref_key,
        _landing,
        max(period) as period,
        sum(qty_moved * unit_cost) as cost
    from order_lines
    where period <= $period
    group by
        ref_key,
        _landing
    having min(coalesce(unit_cost, 0)) > 0
),

ranked as (
    select
        ref_key,
        cost,
        row_number() over (partition by ref_key order by period desc, _landing desc) as age
    from by_export
)

select
    ref_key,
    cast(abs(cost) as decimal(18, 2)) as cost
from ranked
where age = 1
