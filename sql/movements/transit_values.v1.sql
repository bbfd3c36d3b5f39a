-- Transit values: each transfer on the way at month end, its value, and its effect on the valuation.
--
-- since: 2000-01
-- grain: one row for each transfer on the way
-- key:   ref_key
-- rule:  movements.md#a06-and-goods-between-branches
--        The value is at the stated unit cost or, if there is none, at the product's value in the valuation. It is blank if neither is
--        known. `counts_transit` is blank if no month shows whether the valuation includes goods on the way

with

current_month as (
    select max(case when counts_transit then 1 when not counts_transit then 0 end) as counts_transit
    from movement_months
    where period = $period
),

valued as (
    select
        transit_units.*,
        coalesce(transit_units.stated_value, round(transit_units.units * unit_values.unit_value, 2)) as line_value
    from transit_units
    left join unit_values on unit_values.product = transit_units.product
)

select
    min(valued.ref) as ref,
    valued.ref_key,
    min(valued.dispatched_date) as dispatched_date,
    cast(sum(valued.units) as decimal(18, 4)) as units,
    case when count(valued.line_value) = count(*) then cast(sum(valued.line_value) as decimal(18, 2)) end as stock_value,
    max(current_month.counts_transit) = 1 as counts_transit,
    min(valued.dataset) as dataset,
    min(valued._landing) as _landing,
    min(valued._line) as _line
from valued
cross join current_month
group by valued.ref_key
