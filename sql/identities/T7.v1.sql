-- COGS Breakdown adds up: gross profit equals sales less COGS on every row.
--
-- since: 2000-01
-- rule:   identities.md#t7-cogs-breakdown-adds-up
-- left:  rows with a different gross profit
-- right: zero
-- needs: cogs_entries

select
    cast(sum(case when round(sales - coalesce(cogs, 0), 2) <> round(gross_profit, 2) then 1 else 0 end) as integer) as left_side,
    cast(sum(0) as integer) as right_side  -- blank, like the count, if there are no rows to compare
from cogs_entries
where period = $period
