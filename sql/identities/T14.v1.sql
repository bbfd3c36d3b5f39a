-- Stock is not negative: no product of the valuation has fewer than zero units.
--
-- since: 2000-01
-- left:  products below zero
-- right: zero
-- needs: stock_valuation_lines

select
    sum(case when soh < 0 then 1 else 0 end) as left_side,
    sum(0) as right_side  -- blank, as the count is, where there is nothing to compare
from stock_valuation_lines
where period = $period
