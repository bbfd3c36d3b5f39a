-- Product moves: each stock movement under the product's code in the valuation.
--
-- since: 2000-01
-- grain: one row for each line of a list of stock movements
-- key:   _landing, _line
-- rule:  movements.md#whether-the-list-is-complete
--        A valuation without codes lists products by name, so the name is used for those

with

named_products as (
    select distinct product_name
    from stock_valuation_lines
    where
        period <= $period
        and product_code = product_name
)

select
    movement_lines.*,
    coalesce(named_products.product_name, movement_lines.product_code) as product
from movement_lines
left join named_products on named_products.product_name = movement_lines.product_name
