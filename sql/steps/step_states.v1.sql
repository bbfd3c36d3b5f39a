-- Step states: every step of the close, with the proof from the exports or, if they cannot prove it, the user's attestation or waiver.
--
-- since: 2000-01
-- grain: one row for each step of the close
-- key:   step
-- events: attested, waived, withdrawn
-- rule:  checklist.md#what-proves-a-step

with

exception_counts as (
    select
        step,
        count(*) as exceptions
    from step_exceptions
    group by step
),

step_events as (
    select
        subject as step, kind, who, recorded_at, note, amount,
        row_number() over (partition by subject order by number desc) as age
    from audit_log
    where
        period = $period
        and kind in ('attested', 'waived', 'withdrawn')
),

tested_steps as (
    select
        checklist_steps.*,
        coalesce(exception_counts.exceptions, 0) as exceptions,
        step_evidence.needed,
        step_evidence.missing,
        step_evidence.unmet_code,
        step_evidence.stale_code,
        step_evidence.undated,
        step_evidence.unmet_code is not null or step_evidence.stale_code is not null as is_unknown,
        step_events.kind,
        step_events.who,
        step_events.recorded_at,
        step_events.note,
        step_events.amount as waived_exceptions
    from checklist_steps
    inner join step_evidence on step_evidence.step = checklist_steps.step
    left join exception_counts on exception_counts.step = checklist_steps.step
    left join step_events
        on step_events.step = checklist_steps.step
        and step_events.age = 1
        and step_events.kind <> 'withdrawn'
),

step_proofs as (
    select
        tested_steps.*,
        case
            when not applies then 'not_applicable'
            when exceptions = 0 and not is_unknown then 'proven'
            when kind = 'waived' and exceptions <= coalesce(waived_exceptions, 0) then 'waived'
            when kind = 'attested' and exceptions = 0 then 'attested'
            when is_unknown then 'cannot_tell'
            else 'exceptions'
        end as proof
    from tested_steps
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
from step_proofs
