-- COGS Breakdown computes: gross profit is sales less COGS on every row.
--
-- since: 2000-01
-- left:  rows whose gross profit is another amount
-- right: zero
-- needs: cogs_entries

select
    sum(case when round(sales - cogs, 2) <> round(gross_profit, 2) then 1 else 0 end) as left_side,
    sum(0) as right_side  -- blank, as the count is, where there is nothing to compare
from cogs_entries
where period = $period
