-- Business days: the first working days after month end, numbered, excluding weekends and the holidays in the settings.
--
-- since: 2000-01
-- grain: one row for each business day
-- key:   day
-- rule:  worklist.md#business-days

with

digits as (
    select *
    from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as listed (digit)
),

days as (
    -- 1900-01-01 is a Monday. Counting from it avoids weekday numbers, which differ between engines.
    select
        cast($period_end + (10 * tens.digit + ones.digit + 1) as date) as day,
        date_diff('day', cast('1900-01-01' as date), $period_end) + 10 * tens.digit + ones.digit + 1 as since_a_monday
    from digits as tens
    cross join digits as ones
    where tens.digit < 6
)

select
    days.day,
    row_number() over (order by days.day) as number
from days
where
    days.since_a_monday % 7 < 5
    and not exists (
        select 1
        from holidays_in_force
        where holidays_in_force.day = days.day
    )
