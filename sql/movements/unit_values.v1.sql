-- Unit values: the value of one unit of each product in the newest valuation that holds any, up to the month end.
--
-- since: 2000-01
-- grain: one row for each product
-- key:   product
-- rule:  movements.md#a06-and-goods-between-branches

with

held as (
    select
        product_code as product,
        period,
        sum(soh) as soh,
        sum(stock_value) as stock_value
    from stock_valuation_lines
    where period <= $period
    group by
        product_code,
        period
),

ranked as (
    select
        *,
        row_number() over (partition by product order by period desc) as age
    from held
    where
        soh > 0
        and stock_value >= 0
)

select
    product,
    cast(stock_value / soh as decimal(18, 4)) as unit_value
from ranked
where age = 1
