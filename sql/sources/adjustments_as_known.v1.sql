-- Adjustments as known: each stock adjustment as its newest export up to the period shows it.
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
        dataset = 'stock_adjustments'
        and period <= $period
),

listed_again as (
    select
        stock_adjustments.ref_key,
        min(ages.age) as age
    from stock_adjustments
    inner join ages on ages.landing = stock_adjustments._landing
    group by stock_adjustments.ref_key
    having min(ages.age) < max(ages.age)
)

select stock_adjustments.*
from stock_adjustments
inner join ages on ages.landing = stock_adjustments._landing
left join listed_again on listed_again.ref_key = stock_adjustments.ref_key
where coalesce(listed_again.age = ages.age, true)
