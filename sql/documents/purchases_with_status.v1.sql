-- Purchases with status: each purchase order and supplier credit note in its latest known state, always with an accounting status.
--
-- since: 2000-01
-- grain: one row for each purchase order or supplier credit note
-- key:   doc_type, ref_key
-- rule:  posting.md#purchase-status

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
