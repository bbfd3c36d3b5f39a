-- Document names: every reference that a ledger entry may contain, once, with the type of document that it belongs to.
--
-- since: 2000-01
-- grain: one row for each reference
-- key:   ref_key
-- rule:  references.md#several-documents-in-one-text
--        If documents of several types share a reference, the kind of entry decides which type is meant. `bill_type` applies to bills,
--        `sale_type` to invoices, `journal_type` to journals, and `any_type` to all other entries

with

names as (
    select doc_type, ref_key
    from documents
    union all
    select doc_type, ref_key
    from listed_documents
    union all
    select 'BATCH' as doc_type, ref_key
    from batches
)

select
    ref_key,
    min(case when doc_type in ('PO', 'SCN') then doc_type end) as bill_type,
    min(case when doc_type in ('SO', 'CN', 'BATCH') then doc_type end) as sale_type,
    min(case when doc_type in ('ADJ', 'PO', 'SCN') then doc_type end) as journal_type,
    min(doc_type) as any_type
from names
group by ref_key
