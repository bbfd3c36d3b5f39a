-- Valuation totals: the value and units in the month's stock valuation.
--
-- since: 2000-01
-- grain: one row for the requested month
-- key:   period
-- rule:  balances.md#valuation
--        Amounts are blank if no valuation has been uploaded

select
    $period as period,
    sum(stock_value) as stock_value,
    sum(soh) as units
from stock_valuation_lines
where period = $period
