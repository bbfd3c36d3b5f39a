-- Missing months: months without an export between the first month of its kind and the period, which later figures build on.
--
-- since: 2000-01
-- grain: one row for each kind of export and each gap between two of its months
-- key:   dataset, month_before
-- rule:  cannot-tell.md#months-without-exports
--        `months` are those missing after `month_before`. The period itself is not counted: see `expected_exports`

with

kept_months as (
    select dataset, period
    from landings
    where period < $period
    union
    select dataset, $period as period
    from landings
    where period < $period
),

numbered_months as (
    select
        dataset,
        period,
        12 * cast(substr(period, 1, 4) as integer) + cast(substr(period, 6, 2) as integer) as month_number
    from kept_months
),

next_months as (
    select
        dataset,
        period as month_before,
        lead(month_number) over (partition by dataset order by month_number) - month_number - 1 as months
    from numbered_months
)

select
    next_months.dataset,
    next_months.month_before,
    next_months.months
from next_months
inner join expected_exports on expected_exports.dataset = next_months.dataset
where next_months.months > 0
