-- Flux documents: the documents behind each cause of the bridge and each class of timing differences at the month end.
--
-- since: 2000-01
-- grain: one row for each item and document
-- key:   item, doc_type, ref
-- rule:  flux.md#drafts
--        The causes of a periodic company's bridge depend on more than the document, so their documents are not listed

with

named_documents as (
    select 'hsv_to_sohr:' || cause_id as item, doc_type, ref, sum(leg1) as amount
    from difference_kinds
    where leg1 <> 0
    group by
        cause_id,
        doc_type,
        ref
    union all
    select 'sohr_to_gl:' || cause_id as item, doc_type, ref, sum(leg2) as amount
    from difference_kinds
    where leg2 <> 0
    group by
        cause_id,
        doc_type,
        ref
),

items as (
    select
        named_documents.item,
        named_documents.doc_type,
        named_documents.ref,
        documents.contact,
        named_documents.amount
    from named_documents
    left join documents
        on documents.doc_type = named_documents.doc_type
        and documents.ref = named_documents.ref
    union all
    select
        'timing:' || flow || ':' || class as item,
        doc_type,
        ref,
        contact,
        case when not lacks_value then coalesce(abs(value), 0) end as amount
    from straddling
)

select
    item,
    doc_type,
    ref,
    max(contact) as contact,
    cast(sum(amount) as decimal(18, 2)) as amount
from items
group by
    item,
    doc_type,
    ref
