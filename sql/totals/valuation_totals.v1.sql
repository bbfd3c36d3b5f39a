-- Valuation totals: value and units of the month's stock valuation.
--
-- since: 2000-01
-- grain: one row for each month: the one that is asked for
-- key:   period
-- rule:  domain.md 6.1. Everything is blank where no valuation has landed

select
    $period as period,
    sum(stock_value) as stock_value,
    sum(soh) as units
from stock_valuation_lines
where period = $period
