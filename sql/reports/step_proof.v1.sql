-- Step proof: the evidence for each step of the close, without signatures. A signature on a step covers this evidence.
--
-- since: 2000-01
-- key:   step
-- words: unmet_code as unmet, settled_by; stale_code as stale_evidence
-- rule:  checklist.md#what-proves-a-step, checklist.md#signatures

select
    position,                                                                         -- No
    step,                                                                             -- Step
    title,                                                                            -- Title
    proof,                                                                            -- Proof
    cast(exceptions as integer) as exception_count,                                   -- Exceptions
    missing as missing_evidence,                                                      -- Not uploaded
    unmet_code,                                                                       -- What is missing
    stale_code,                                                                       -- Too old as evidence
    who as attested_by,                                                               -- Attested or waived by
    recorded_at as attested_at,                                                       -- Attested or waived at (UTC)
    note                                                                              -- Note
from step_states
order by
    position,
    step
