-- Order line costs: the cost of an order's moved units, and whether every line moved as ordered, from the order lines.
--
-- since: 2000-01
-- grain: one row for each order whose lines are known
-- key:   ref_key
-- rule:  cogs.md#estimates, cogs.md#conditions
--        If any line has no unit cost, the lines are not used as evidence of the order's cost. If several exports contain the order, the
--        newest is used. `is_line_off` is true if the quantity moved on any line differs from the quantity ordered, even if the totals
--        agree

with

costs_by_export as (
    select
        ref_key,
        _landing,
        max(period) as period,
        case when min(coalesce(unit_cost, 0)) > 0 then sum(qty_moved * unit_cost) end as cost,
        abs(sum(qty)) as qty,
        abs(sum(qty_moved)) as qty_moved,
        max(case when qty <> qty_moved then 1 else 0 end) = 1 as is_line_off
    from order_lines
    where
        period <= $period
        and not exists (
            -- The other lines of the order do not show its cost.
            select 1
            from unreadable_rows
            where
                unreadable_rows.dataset = 'order_lines'
                and unreadable_rows._landing = order_lines._landing
                and unreadable_rows.ref_key = order_lines.ref_key
        )
    group by
        ref_key,
        _landing
),

ranked_costs as (
    select
        ref_key,
        cost,
        qty,
        qty_moved,
        is_line_off,
        row_number() over (partition by ref_key order by period desc, _landing desc) as age
    from costs_by_export
)

select
    ref_key,
    cast(abs(cost) as decimal(18, 2)) as cost,
    qty,
    qty_moved,
    is_line_off
from ranked_costs
where age = 1
