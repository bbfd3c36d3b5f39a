-- Story twins: the other purchase order with the same supplier invoice as a duplicate (P24), in the story of either.
--
-- since: 2000-01
-- grain: one row for each order and the order with which it shares a supplier invoice
-- key:   doc_type, ref_key, known_as
-- takes: reference
-- rule:  causes-purchases.md#p24-duplicate-supplier-invoice

with

pairs as (
    select ref_key, twin_key, 'repeats' as about_code
    from twin_orders
    union all
    select twin_key as ref_key, ref_key as twin_key, 'repeated_by' as about_code
    from twin_orders
)

select
    story_documents.doc_type,
    story_documents.ref_key,
    others.acct_date as day,
    others.amount,
    pairs.about_code,
    others.ref as known_as,
    others.dataset,
    others._landing,
    others._line
from story_documents
inner join pairs on pairs.ref_key = story_documents.ref_key
inner join documents as others
    on others.doc_type = story_documents.doc_type
    and others.ref_key = pairs.twin_key
where story_documents.doc_type = 'PO'
