-- Step exceptions: the documents that prevent each checklist step from passing.
--
-- since: 2000-01
-- key:   step, doc_type, ref
-- words: reason_code as reasons, fix
-- rule:  checklist.md#what-proves-a-step

with

flagged as (
    select
        step_exceptions.step,
        step_exceptions.doc_type,
        step_exceptions.ref,
        coalesce(step_exceptions.contact, documents.contact) as contact,
        step_exceptions.reason_code,
        documents.created_date,
        documents.move_date,
        documents.acct_date,
        documents.status,
        coalesce(documents.amount, documents.value) as amount,
        step_exceptions.dataset,
        step_exceptions._landing,
        step_exceptions._line
    from step_exceptions
    left join documents
        on documents.doc_type = step_exceptions.doc_type
        and documents.ref = step_exceptions.ref
)

select
    step,                                                                             -- Step
    doc_type,                                                                         -- Type
    ref,                                                                              -- Reference
    contact,                                                                          -- Customer, supplier or reason
    reason_code,                                                                      -- Why
    created_date,                                                                     -- Created
    move_date,                                                                        -- Stock moved
    acct_date,                                                                        -- Booked
    status,                                                                           -- Accounting status
    cast(abs(amount) as decimal(18, 2)) as amount,                                    -- Amount ex tax
    dataset as _dataset,
    _landing,
    _line
from flagged
order by
    step,
    amount desc nulls last,
    doc_type,
    ref
