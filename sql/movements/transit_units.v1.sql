-- Transit units: the units that have left one branch on a transfer and have not arrived at the other by the month end.
--
-- since: 2000-01
-- grain: one row for each transfer and product on the way
-- key:   ref_key, product
-- rule:  movements.md#a06-and-goods-between-branches
--        The month's list of branch transfers decides. For transfers that are not in it, stock movements do if they are complete

with

listed as (
    select
        reference as ref, ref_key, product_code as product, qty as units, unit_cost,
        dispatched_date, 'branch_transfers' as dataset, _landing, _line,
        not coalesce(is_void, false)
        and coalesce(dispatched_date <= $period_end, false)
        and not coalesce(received_date <= $period_end, false) as is_on_way
    from branch_transfers_as_known
    where period = $period
),

listed_refs as (
    select distinct ref_key
    from listed
),

moved as (
    select
        movement_lines.ref, movement_lines.ref_key, movement_lines.product, -movement_lines.units as units,
        cast(null as decimal(18, 4)) as unit_cost, movement_lines.move_date as dispatched_date, 'stock_movements' as dataset,
        movement_lines._landing, movement_lines._line
    from movement_lines
    inner join movement_months
        on movement_months.period = $period
        and movement_months.is_complete
    left join listed_refs on listed_refs.ref_key = movement_lines.ref_key
    where
        movement_lines.doc_type = 'BT'
        and movement_lines.move_date <= $period_end
        and listed_refs.ref_key is null
),

every_line as (
    select ref, ref_key, product, units, unit_cost, dispatched_date, dataset, _landing, _line
    from listed
    where is_on_way
    union all
    select ref, ref_key, product, units, unit_cost, dispatched_date, dataset, _landing, _line
    from moved
)

select
    min(ref) as ref,
    ref_key,
    product,
    cast(sum(units) as decimal(18, 4)) as units,
    case when count(unit_cost) = count(*) then cast(sum(units * unit_cost) as decimal(18, 2)) end as stated_value,
    min(dispatched_date) as dispatched_date,
    min(dataset) as dataset,
    min(_landing) as _landing,
    min(_line) as _line
from every_line
group by
    ref_key,
    product
having sum(units) > 0
