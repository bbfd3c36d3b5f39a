-- Step states: every step of the close with what the exports prove of it and what people said where they cannot.
--
-- since: 2000-01
-- grain: one row for each step of the close
-- key:   step
-- events: attested, waived, withdrawn
-- rule:   checklist.md#what-proves-a-step

with

counted as (
    select
        step,
        count(*) as exceptions
    from step_exceptions
    group by step
),

spoken as (
    select
        subject as step, kind, who, recorded_at, note, amount,
        row_number() over (partition by subject order by number desc) as age
    from audit_log
    where
        period = $period
        and kind in ('attested', 'waived', 'withdrawn')
),

judged as (
    select
        checklist_steps.*,
        coalesce(counted.exceptions, 0) as exceptions,
        step_evidence.needed,
        step_evidence.missing,
        step_evidence.unmet_code,
        step_evidence.stale_code,
        step_evidence.undated,
        step_evidence.unmet_code is not null or step_evidence.stale_code is not null as is_unknown,
        spoken.kind,
        spoken.who,
        spoken.recorded_at,
        spoken.note,
        spoken.amount as waived_exceptions
    from checklist_steps
    inner join step_evidence on step_evidence.step = checklist_steps.step
    left join counted on counted.step = checklist_steps.step
    left join spoken
        on spoken.step = checklist_steps.step
        and spoken.age = 1
        and spoken.kind <> 'withdrawn'
),

stated as (
    select
        judged.*,
        case
            when not applies then 'not_applicable'
            when exceptions = 0 and not is_unknown then 'proven'
            when kind = 'waived' and exceptions <= coalesce(waived_exceptions, 0) then 'waived'
            when kind = 'attested' and exceptions = 0 then 'attested'
            when is_unknown then 'cannot_tell'
            else 'exceptions'
        end as proof
    from judged
)

select
    position,
    step,
    step_group,
    title,
    due_day,
    applies,
    proof,
    case when applies then exceptions end as exceptions,
    needed,
    missing,
    case when applies then unmet_code end as unmet_code,
    case when applies then stale_code end as stale_code,
    case when applies then undated end as undated,
    case when proof in ('attested', 'waived') then who end as who,
    case when proof in ('attested', 'waived') then recorded_at end as recorded_at,
    case when proof in ('attested', 'waived') then note end as note
from stated
