-- Movement lines: each stock movement in its latest known state, under the product's code in the valuation.
--
-- since: 2000-01
-- grain: one row for each line of a list of stock movements
-- key:   _landing, _line
-- rule:  movements.md#stock-movements, movements.md#whether-the-list-is-complete
--        A list also has the first days of the next month. They count only until that month has a list of its own. `month` is the month
--        of the movement. A valuation without codes lists products by name, so the name is used for those

with

listed_months as (
    select distinct period
    from landings
    where
        dataset = 'stock_movements'
        and period <= $period
),

named_products as (
    select distinct product_name
    from stock_valuation_lines
    where
        period <= $period
        and product_code = product_name
)

select
    movements.doc_type,
    movements.reference as ref,
    movements.ref_key,
    movements.move_date,
    strftime(movements.move_date, '%Y-%m') as month,
    coalesce(named_products.product_name, movements.product_code) as product,
    movements.branch,
    movements.units,
    movements._landing,
    movements._line
from stock_movements_as_known as movements
left join listed_months
    on listed_months.period = strftime(movements.move_date, '%Y-%m')
    and listed_months.period > movements.period
left join named_products on named_products.product_name = movements.product_name
where listed_months.period is null
