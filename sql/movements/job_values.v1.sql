-- Job values: the value that each completed production job added to stock.
--
-- since: 2000-01
-- grain: one row for each production job completed by the month end
-- key:   ref_key
-- rule:  causes-adjustments.md#a07-value-added-by-a-production-job
--        The finished goods at cost less the components at cost. It is blank if the job lacks finished goods, a quantity or a unit cost

with

finished as (
    select *
    from production_jobs_as_known
    where
        completed_date <= $period_end
        and not coalesce(is_void, false)
)

select
    min(reference) as ref,
    ref_key,
    max(completed_date) as completed_date,
    case
        when count(qty * unit_cost) = count(*) and count(case when part = 'MAKE' then 1 end) > 0
            then cast(sum(case part when 'MAKE' then qty * unit_cost when 'USE' then -qty * unit_cost else 0 end) as decimal(18, 2))
    end as value_added,
    min(_landing) as _landing,
    min(_line) as _line
from finished
group by ref_key
