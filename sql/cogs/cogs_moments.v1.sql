-- COGS moments: the amount by which each COGS Breakdown changed the COGS of each month.
--
-- since: 2000-01
-- grain: one row for each month and each COGS Breakdown that changed its COGS
-- key:   cogs_month, shown_in, shown_at
-- rule:  cogs.md#changes-after-the-close
--        The amounts are the totals of `cogs_deltas`

select
    cogs_month,
    shown_in,
    shown_at,
    sum(delta) as delta
from cogs_deltas
group by
    cogs_month,
    shown_in,
    shown_at
