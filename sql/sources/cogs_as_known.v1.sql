-- COGS as known: the cost of goods sold of each document as its newest COGS Breakdown up to the period shows it.
--
-- since: 2000-01
-- rule:  design.md 3

with

ages as (
    -- 1 is the newest export.
    select
        landing,
        dense_rank() over (order by period desc, exported_on desc nulls last, sequence desc) as age
    from landings
    where
        dataset = 'cogs_entries'
        and period <= $period
),

listed_again as (
    select
        cogs_entries.ref_key,
        min(ages.age) as age
    from cogs_entries
    inner join ages on ages.landing = cogs_entries._landing
    group by cogs_entries.ref_key
    having min(ages.age) < max(ages.age)
)

select cogs_entries.*
from cogs_entries
inner join ages on ages.landing = cogs_entries._landing
left join listed_again on listed_again.ref_key = cogs_entries.ref_key
where coalesce(listed_again.age = ages.age, true)
