-- COGS as known: the cost of goods sold of each document as its newest COGS Breakdown up to the period shows it.
--
-- since: 2000-01
-- rule:  design.md 3

with

ranked as (
    select
        cogs_entries.*,
        row_number() over (
            partition by cogs_entries.ref_key
            order by cogs_entries.period desc, landings.exported_on desc nulls last, landings.sequence desc
        ) as age
    from cogs_entries
    inner join landings
        on landings.landing = cogs_entries._landing
        and landings.dataset = 'cogs_entries'
    where cogs_entries.period <= $period
)

select *
from ranked
where age = 1
