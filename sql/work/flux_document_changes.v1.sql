-- Flux document changes: each document behind a cause or a class of timing differences now or at the previous month end.
--
-- since: 2000-01
-- grain: one row for each item and document
-- key:   item, doc_type, ref
-- rule:  flux.md#drafts

select
    coalesce(now_behind.item, last_behind.item) as item,
    coalesce(now_behind.doc_type, last_behind.doc_type) as doc_type,
    coalesce(now_behind.ref, last_behind.ref) as ref,
    coalesce(now_behind.contact, last_behind.contact) as contact,
    now_behind.ref is not null as is_open,
    last_behind.ref is not null as was_open,
    case when now_behind.ref is null then 0 else now_behind.amount end
    - case when last_behind.ref is null then 0 else last_behind.amount end as amount
from flux_documents as now_behind
full join flux_documents_before as last_behind
    on last_behind.item = now_behind.item
    and last_behind.doc_type = now_behind.doc_type
    and last_behind.ref = now_behind.ref
