-- Checklist: every step of the close, with the proof from the exports, the attestation or waiver, and the signatures.
--
-- since: 2000-01
-- key:   step
-- words: unmet_code as unmet, settled_by; stale_code as stale_evidence
-- rule:  checklist.md#what-proves-a-step, checklist.md#signatures
-- help:  https://help.omni.cin7.com/hc/en-us/articles/9128595366799

select
    step_states.position,                                                             -- No
    step_states.step,                                                                 -- Step
    step_states.step_group,                                                           -- Group
    step_states.title,                                                                -- Title
    case when step_states.applies then 'Y' else 'N' end as applicable,                -- Applies
    cast(step_states.exceptions as integer) as exception_count,                       -- Exceptions
    signed_steps.state,                                                               -- State
    step_states.proof,                                                                -- Proof
    step_states.needed as evidence,                                                   -- Exports that prove it
    step_states.missing as missing_evidence,                                          -- Not uploaded
    step_states.unmet_code,                                                           -- What is missing
    step_states.stale_code,                                                           -- Too old as evidence
    step_states.undated as undated_evidence,                                          -- Export date unknown
    step_states.due_day,                                                              -- Due business day
    business_days.day as due_date,                                                    -- Due
    step_states.who as attested_by,                                                   -- Attested or waived by
    step_states.recorded_at as attested_at,                                           -- Attested or waived at (UTC)
    step_states.note,                                                                 -- Note
    signed_steps.prepared_by,                                                         -- Prepared by
    signed_steps.prepared_at,                                                         -- Prepared at (UTC)
    signed_steps.reviewed_by,                                                         -- Reviewed by
    signed_steps.reviewed_at                                                          -- Reviewed at (UTC)
from step_states
inner join signed_steps on signed_steps.step = step_states.step
left join business_days on business_days.number = step_states.due_day
order by
    step_states.position,
    step_states.step
