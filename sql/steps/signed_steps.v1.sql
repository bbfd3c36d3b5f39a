-- Signed steps: the state of every step of the close, which is its proof until both roles have signed it, and its signatures.
--
-- since: 2000-01
-- grain: one row for each step of the close
-- key:   step
-- rule:  checklist.md#what-proves-a-step, checklist.md#signatures

with

signed_subjects as (
    select
        subject,
        max(case when role = 'preparer' then who end) as prepared_by,
        max(case when role = 'preparer' then recorded_at end) as prepared_at,
        max(case when role = 'reviewer' then who end) as reviewed_by,
        max(case when role = 'reviewer' then recorded_at end) as reviewed_at,
        min(case when stands then 1 else 0 end) as stands
    from signatures
    group by subject
)

select
    step_states.step,
    case
        when not step_states.applies or signed_subjects.stands is null then step_states.proof
        when signed_subjects.stands = 0 then 'suspended'
        when signed_subjects.reviewed_by is null then step_states.proof
        else 'signed'
    end as state,
    signed_subjects.prepared_by,
    signed_subjects.prepared_at,
    signed_subjects.reviewed_by,
    signed_subjects.reviewed_at
from step_states
left join signed_subjects on signed_subjects.subject = step_states.step
