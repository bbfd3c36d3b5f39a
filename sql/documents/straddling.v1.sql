-- Straddling documents: documents that have moved but are not booked by the period end, or are booked but have not moved.
--
-- since: 2000-01
-- grain: one row for each document that straddles the month end
-- key:   doc_type, ref_key
-- rule:  timing.md#timing-difference, timing.md#accruals
--        `open_value` is the part that has moved and is not booked, or is booked and has not moved, by quantity

select
    documents.doc_type,
    documents.ref,
    documents.ref_key,
    documents.contact,
    documents.move_date,
    documents.acct_date,
    documents.value,
    case
        when documents.moved then abs(documents.omni_effect)
        else greatest(abs(documents.value) - abs(documents.omni_effect), 0)
    end as open_value,
    documents.lacks_value,
    documents.status,
    documents.vanished,
    documents.dataset,
    documents._landing,
    documents._line,
    case when documents.moved then 'moved_only' else 'accounted_only' end as class,
    case when documents.moved then documents.move_date else documents.acct_date end as exposure_date,
    case documents.doc_type
        when 'SO' then 'Sales'
        when 'CN' then 'Customer returns'
        when 'PO' then 'Purchases'
        when 'SCN' then 'Supplier returns'
        else 'Adjustments'
    end as flow
from documents
where
    documents.moved <> documents.booked
    and not documents.is_void
    and not documents.is_draft
    and not documents.is_open_auto
