-- COGS moments: by how much each COGS Breakdown moved the COGS of each month.
--
-- since: 2000-01
-- grain: one row for each month and each COGS Breakdown that moved its COGS
-- key:   cogs_month, shown_in, shown_at
-- rule:  cogs.md#changes-after-the-close
--        The sums of `cogs_deltas`

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
