-- Evidence: whether the month can be trusted: its exports, the months before, the steps, the tie-outs, the gap and the causes.
--
-- since: 2000-01
-- key:   evidence
-- rule:  cannot-tell.md#can-the-month-be-trusted
--        `passing`, `failing` and `unknown` add up to what was counted. Steps pass if they can be tested, whatever they show

with

counted as (
    select
        1 as position, 'exports' as evidence, count(case when is_present then 1 end) as passing, 0 as failing,
        count(case when not is_present then 1 end) as unknown, cast(null as varchar) as month_before
    from expected_exports
    union all
    select
        2 as position, 'earlier_months' as evidence, 0 as passing, 0 as failing, coalesce(sum(months), 0) as unknown,
        min(month_before) as month_before
    from missing_months
    union all
    select
        3 as position, 'steps' as evidence, count(case when state <> 'cannot_tell' then 1 end) as passing, 0 as failing,
        count(case when state = 'cannot_tell' then 1 end) as unknown, cast(null as varchar) as month_before
    from signed_steps
    where state <> 'not_applicable'
    union all
    select
        4 as position, 'tie_outs' as evidence, count(case when difference = 0 then 1 end) as passing,
        count(case when difference <> 0 then 1 end) as failing, count(case when difference is null then 1 end) as unknown,
        cast(null as varchar) as month_before
    from tie_out_sides
    union all
    select
        5 as position, 'gap' as evidence, count(case when not is_unmet then 1 end) as passing, 0 as failing,
        count(case when is_unmet then 1 end) as unknown, cast(null as varchar) as month_before
    from (
        select
            bridge_legs.leg,
            bridge_legs.gap is null or bridge_legs.unmet_code is not null or withheld.documents > 0 as is_unmet
        from bridge_legs
        cross join (
            select count(*) as documents
            from bridge_amounts
            where piece = 'cannot_tell'
        ) as withheld
    ) as legs
    union all
    select
        6 as position, 'causes' as evidence, 0 as passing, 0 as failing, count(distinct cause_id) as unknown,
        cast(null as varchar) as month_before
    from cause_doubts
)

select
    position,                                                                         -- No
    evidence,                                                                         -- Evidence
    cast(passing as integer) as passing,                                              -- As it should be
    cast(failing as integer) as failing,                                              -- Not as it should be
    cast(unknown as integer) as unknown,                                              -- Cannot be told
    month_before                                                                      -- Last month before the first that is missing
from counted
order by
    position,
    evidence
