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
),

found_differences as (
    select doc_type, ref, amount from cause_s20
    union all
    select doc_type, ref, amount from cause_s21
    union all
    select doc_type, ref, amount from cause_s22
    union all
    select doc_type, ref, amount from cause_p08
    union all
    select doc_type, ref, amount from cause_p09
    union all
    select doc_type, ref, amount from cause_p18
    union all
    select doc_type, ref, amount from cause_p23
),

differences as (
    select doc_type, ref, max(abs(amount)) as difference
    from found_differences
    group by
        doc_type,
        ref
)

select
    flagged.step,                                                                     -- Step
    flagged.doc_type,                                                                 -- Type
    flagged.ref,                                                                      -- Reference
    flagged.contact,                                                                  -- Customer, supplier or reason
    flagged.reason_code,                                                              -- Why
    flagged.created_date,                                                             -- Created
    flagged.move_date,                                                                -- Stock moved
    flagged.acct_date,                                                                -- Booked
    flagged.status,                                                                   -- Accounting status
    cast(abs(flagged.amount) as decimal(18, 2)) as amount,                            -- Amount ex tax
    cast(
        case when flagged.step = 'SY3' then differences.difference end as decimal(18, 2)
    ) as difference,  -- Difference: between Omni and the ledger
    flagged.dataset as _dataset,
    flagged._landing,
    flagged._line
from flagged
left join differences
    on differences.doc_type = flagged.doc_type
    and differences.ref = flagged.ref
order by
    flagged.step,
    case when flagged.step = 'SY3' then differences.difference else abs(flagged.amount) end desc nulls last,
    flagged.doc_type,
    flagged.ref
