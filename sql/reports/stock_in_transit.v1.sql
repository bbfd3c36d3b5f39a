-- Stock in transit: branch transfers that have left one branch and have not arrived at the other by month end.
--
-- since: 2000-01
-- key:   ref
-- units: units
-- needs: stock_movements
-- words: state_code as state
-- rule:  movements.md#a06-and-goods-between-branches

select
    ref,                                                                              -- Transfer
    dispatched_date,                                                                  -- Dispatched
    cast(date_diff('day', dispatched_date, $period_end) as integer) as age_days,      -- Days on the way
    cast(units as decimal(18, 2)) as units,                                           -- Units
    stock_value,                                                                      -- Stock value
    case
        when counts_transit is null then 'transit_unknown'
        when counts_transit then 'transit_counted'
        else 'transit_left_out'
    end as state_code,                                                                -- In the valuation
    dataset as _dataset,
    _landing,
    _line
from transit_values
order by
    stock_value desc nulls last,
    ref
