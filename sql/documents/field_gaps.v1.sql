-- Field gaps: blank date and reference fields of documents that have moved or are booked by the period end.
--
-- since: 2000-01
-- grain: one row for each document and each of its blank fields
-- key:   doc_type, ref_key, missing_field
-- rule:  posting.md#reconcilable

with

live_documents as (
    select *
    from documents
    where
        not is_void
        and not is_draft
        and (
            move_date is null
            or acct_date is null
            or (doc_type = 'CN' and sales_reference is null)
            or (doc_type in ('PO', 'SCN') and supplier_inv_no is null)
        )
),

gaps as (
    select
        live_documents.doc_type, live_documents.ref_key,
        case live_documents.doc_type
            when 'SO' then 'Fully Dispatched Date'
            when 'PO' then 'Fully Received Date'
            else 'Completed Date'
        end as missing_field
    from live_documents
    where
        live_documents.move_date is null
        and (live_documents.booked or (live_documents.is_open_auto and live_documents.created_date <= $period_end))
    union all
    select
        live_documents.doc_type, live_documents.ref_key,
        case live_documents.doc_type
            when 'CN' then 'Credit Note Date'
            when 'SCN' then 'Supplier Credit Note Date'
            when 'ADJ' then 'Accounting Adjustment Date'
            else 'Invoice Date'
        end as missing_field
    from live_documents
    where
        live_documents.acct_date is null
        and (live_documents.moved or (live_documents.is_open_auto and live_documents.created_date <= $period_end))
    union all
    select live_documents.doc_type, live_documents.ref_key, 'Sales Reference' as missing_field
    from live_documents
    where
        live_documents.doc_type = 'CN'
        and live_documents.sales_reference is null
        and not live_documents.lacks_sales_reference
        and (live_documents.moved or live_documents.booked)
    union all
    select
        live_documents.doc_type, live_documents.ref_key,
        case live_documents.doc_type when 'PO' then 'Supplier Inv No' else 'Supplier Credit Note No' end as missing_field
    from live_documents
    where
        live_documents.doc_type in ('PO', 'SCN')
        and live_documents.supplier_inv_no is null
        and not live_documents.lacks_number
        and (live_documents.moved or live_documents.booked)
)

select
    gaps.missing_field,
    live_documents.doc_type,
    live_documents.ref,
    live_documents.ref_key,
    live_documents.contact,
    live_documents.created_date,
    live_documents.move_date,
    live_documents.acct_date,
    live_documents.value,
    live_documents.status,
    live_documents.vanished,
    live_documents.dataset,
    live_documents._landing,
    live_documents._line
from gaps
inner join live_documents
    on live_documents.doc_type = gaps.doc_type
    and live_documents.ref_key = gaps.ref_key
