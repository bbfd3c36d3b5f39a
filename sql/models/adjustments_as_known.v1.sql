-- Adjustments as known: each stock adjustment as its newest export up to the period shows it.
--
-- since: 2000-01
-- rule:  design.md 3

with

ranked as (
    select
        stock_adjustments.*,
        row_number() over (
            partition by stock_adjustments.ref_key
            order by stock_adjustments.period desc, landings.exported_on desc nulls last, landings.sequence desc
        ) as age
    from stock_adjustments
    inner join landings
        on landings.landing = stock_adjustments._landing
        and landings.dataset = 'stock_adjustments'
    where stock_adjustments.period <= $period
)

select *
from ranked
where age = 1
