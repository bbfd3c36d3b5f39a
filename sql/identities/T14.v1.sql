-- Stock is not negative: every product in the valuation has zero or more units.
--
-- since: 2000-01
-- rule:   identities.md#t14-stock-is-not-negative
-- left:  products with negative stock
-- right: zero
-- needs: stock_valuation_lines

select
    cast(sum(case when soh < 0 then 1 else 0 end) as integer) as left_side,
    cast(sum(0) as integer) as right_side  -- blank, like the count, if there are no rows to compare
from stock_valuation_lines
where period = $period
