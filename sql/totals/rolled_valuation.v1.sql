-- Rolled valuation: last month's stock valuation plus the stock movements since.
--
-- since: 2000-01
-- grain: one row for the requested month
-- key:   period
-- rule:  identities.md#t17-transfers-change-nothing
--        Documents of every type must have been uploaded for both months. The sum covers all branches, so transfers have no effect

with

months_landed as (
    select count(distinct dataset || period) as exports
    from landings
    where
        period in ($period, strftime($period_start - 1, '%Y-%m'))
        and dataset in ('sales_documents', 'purchase_documents', 'stock_adjustments')
),

last_valuation as (
    select
        sum(soh) as units,
        sum(stock_value) as stock_value
    from stock_valuation_lines
    cross join months_landed
    where
        stock_valuation_lines.period = strftime($period_start - 1, '%Y-%m')
        and months_landed.exports = 6
),

moved as (
    select
        sum(units_moved) as units,
        case when count(omni_effect) = count(*) then sum(omni_effect) end as stock_value
    from documents
),

moved_before as (
    select
        sum(units_moved) as units,
        case when count(omni_effect) = count(*) then sum(omni_effect) end as stock_value
    from documents_before
)

select
    $period as period,
    last_valuation.units + moved.units - moved_before.units as units,
    last_valuation.stock_value + moved.stock_value - moved_before.stock_value as stock_value
from last_valuation
cross join moved
cross join moved_before
