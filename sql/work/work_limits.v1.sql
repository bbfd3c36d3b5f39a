-- Limits of the worklist: the amount × days from which an item has high or medium priority, and the largest amount that may be accepted.
--
-- since: 2000-01
-- grain: one row
-- key:   none
-- rule:  worklist.md#priority, worklist.md#exits

select
    cast(30 * coalesce(nullif(materiality, 0), 1000) as decimal(18, 2)) as high_from,
    cast(3 * coalesce(nullif(materiality, 0), 1000) as decimal(18, 2)) as medium_from,
    cast(item_threshold as decimal(18, 2)) as threshold
from signing_rules
