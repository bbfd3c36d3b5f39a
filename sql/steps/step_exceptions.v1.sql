-- Step exceptions: the documents that prevent each checklist step from passing, with all their reasons.
--
-- since: 2000-01
-- grain: one row for each step and each document that fails it
-- key:   step, doc_type, ref
-- rule:  checklist.md#what-proves-a-step

with

exceptions as (
    select step, doc_type, ref_key, reason_code from closing_exceptions
    union
    select step, doc_type, ref_key, reason_code from checking_exceptions
    union
    select step, doc_type, ref_key, reason_code from syncing_exceptions
),

document_exceptions as (
    select
        step,
        doc_type,
        ref_key,
        string_agg(reason_code, ';' order by reason_code) as reason_code
    from exceptions
    group by
        step,
        doc_type,
        ref_key
)

select
    document_exceptions.step,
    document_exceptions.doc_type,
    documents.ref,
    documents.contact,
    document_exceptions.reason_code,
    documents.dataset,
    documents._landing,
    documents._line
from document_exceptions
inner join documents
    on documents.doc_type = document_exceptions.doc_type
    and documents.ref_key = document_exceptions.ref_key
union all
select step, doc_type, ref, contact, reason_code, dataset, _landing, _line
from ledger_exceptions
