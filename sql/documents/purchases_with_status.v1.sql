-- Purchases with status: each purchase order and supplier credit note in its latest known state, always with an accounting status.
--
-- since: 2000-01
-- grain: one row for each purchase order or supplier credit note
-- key:   doc_type, ref_key
-- rule:  posting.md#purchase-status, cannot-tell.md#rows-that-cannot-be-read

with

reconciled_documents as (
    select distinct ref_key
    from stock_reconciliation_entries
    where
        period <= $period
        and section in ('purchase_orders', 'supplier_credit_notes')
)

select
    purchase_documents_as_known.* exclude (status),
    coalesce(
        purchase_documents_as_known.status,
        case when reconciled_documents.ref_key is not null then 'IMPORTED' end,
        purchase_statuses_as_known.status,
        'NOT_IMPORTED'
    ) as status
from purchase_documents_as_known
left join purchase_statuses_as_known
    on purchase_statuses_as_known.ref_key = purchase_documents_as_known.ref_key
    and purchase_documents_as_known.doc_type = 'PO'
left join reconciled_documents on reconciled_documents.ref_key = purchase_documents_as_known.ref_key
where
    purchase_documents_as_known.status is not null
    or reconciled_documents.ref_key is not null
    or not exists (
        -- The status is known, but it cannot be read.
        select 1
        from unreadable_rows
        where
            unreadable_rows.dataset = 'purchase_statuses'
            and unreadable_rows.period <= $period
            and unreadable_rows.ref_key = purchase_documents_as_known.ref_key
    )
