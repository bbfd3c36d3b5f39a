-- Steps done late: the steps of the month that a person attested, waived or signed after the day on which they were due.
--
-- since: 2000-01
-- key:   step
-- needs: settings
-- events: attested, waived, withdrawn, signed, certified, retracted
-- rule:  flux.md#how-the-close-went
--        Days are calendar days in UTC. A step that the exports prove by themselves needs nobody, so it is never late

with

step_events as (
    select
        subject as step,
        who,
        kind,
        recorded_at,
        row_number() over (partition by subject order by number) as nth
    from audit_log as acts
    where
        period = $period
        and kind in ('attested', 'waived', 'signed', 'certified')
        and not exists (
            select 1
            from audit_log as undone
            where
                undone.period = $period
                and (
                    (undone.kind = 'retracted' and undone.about = acts.number)
                    or (undone.kind = 'withdrawn' and undone.subject = acts.subject and undone.number > acts.number)
                )
        )
),

late_events as (
    select
        steps.step,
        steps.title,
        business_days.day as due_date,
        cast(step_events.recorded_at as date) as done_on,
        step_events.who,
        step_events.kind
    from step_events
    inner join steps on steps.step = step_events.step
    inner join business_days on business_days.number = steps.due_day
    where
        step_events.nth = 1
        and cast(step_events.recorded_at as date) > business_days.day
)

select
    step,                                                                             -- Step
    title,                                                                            -- Title
    due_date,                                                                         -- Due
    done_on,                                                                          -- Done (UTC)
    kind as done,                                                                     -- How
    who,                                                                              -- By
    cast(date_diff('day', due_date, done_on) as integer) as days_late                 -- Days late
from late_events
order by
    days_late desc,
    step
