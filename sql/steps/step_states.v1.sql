-- Step states: every step of the close with what the exports prove of it and what people said where they cannot.
--
-- since: 2000-01
-- events: attested, waived, withdrawn
-- rule:  domain.md 3: proven only by zero exceptions over landed exports that are fresh; exceptions cannot be attested away, and a waiver ends
--        when there are more of them than it was given for

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
        case when step_evidence.missing is null then coalesce(counted.exceptions, 0) end as exceptions,
        step_evidence.needed,
        step_evidence.missing,
        step_evidence.stale_code,
        step_evidence.undated,
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
            when not applies then 'n/a'
            when exceptions = 0 and stale_code is null then 'proven'
            when kind = 'waived' and coalesce(exceptions, 0) <= coalesce(waived_exceptions, 0) then 'waived'
            when exceptions > 0 then 'exceptions'
            when kind = 'attested' then 'attested'
            else 'open'
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
    case when applies then stale_code end as stale_code,
    case when applies then undated end as undated,
    case when proof in ('attested', 'waived') then who end as who,
    case when proof in ('attested', 'waived') then recorded_at end as recorded_at,
    case when proof in ('attested', 'waived') then note end as note
from stated
