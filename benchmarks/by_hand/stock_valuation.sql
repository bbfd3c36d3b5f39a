select
    v.product_code, v.option, v.branch, v.soh, v.stock_value, v.retail_value,
    v.stock_value - coalesce(p.stock_value, 0) as change
from stock_valuation_lines as v
left join (
    select product_code, option, branch, sum(stock_value) as stock_value
    from stock_valuation_lines
    where period = $previous_period
    group by all
) as p
    on p.product_code = v.product_code
    and p.option is not distinct from v.option
    and p.branch is not distinct from v.branch
where v.period = $period
order by v.stock_value desc, v.product_code
