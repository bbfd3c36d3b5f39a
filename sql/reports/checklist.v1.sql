-- Checklist: every step of the close, what the exports prove of it, and who attested what they cannot prove.
--
-- since: 2000-01
-- key:   step
-- rule:  domain.md 3: proven only by zero exceptions over landed exports; exceptions cannot be attested away
-- help:  https://help.omni.cin7.com/hc/en-us/articles/9128595366799

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
        subject as step, kind, who, recorded_at, note,
        row_number() over (partition by subject order by number desc) as age
    from journal
    where
        period = $period
        and kind in ('attested', 'withdrawn')
),

judged as (
    select
        checklist_steps.*,
        case when step_evidence.missing is null then coalesce(counted.exceptions, 0) end as exceptions,
        step_evidence.needed,
        step_evidence.missing,
        spoken.who,
        spoken.recorded_at,
        spoken.note
    from checklist_steps
    inner join step_evidence on step_evidence.step = checklist_steps.step
    left join counted on counted.step = checklist_steps.step
    left join spoken
        on spoken.step = checklist_steps.step
        and spoken.age = 1
        and spoken.kind = 'attested'
)

select
    position,                                                                         -- No
    step,                                                                             -- Step
    step_group,                                                                       -- Group
    title,                                                                            -- What
    case when applies then 'Y' else 'N' end as applicable,                            -- Applies
    cast(case when applies then exceptions end as integer) as exception_count,        -- Exceptions
    case
        when not applies then 'n/a'
        when exceptions > 0 then 'exceptions'
        when exceptions = 0 then 'proven'
        when who is not null then 'attested'
        else 'open'
    end as state,                                                                     -- State
    needed as evidence,                                                               -- Exports that prove it
    missing as missing_evidence,                                                      -- Not landed
    case when applies and exceptions is null then who end as attested_by,             -- Attested by
    case when applies and exceptions is null then recorded_at end as attested_at,              -- Attested at (UTC)
    case when applies and exceptions is null then note end as note                    -- Note
from judged
order by
    position,
    step
