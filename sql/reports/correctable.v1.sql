-- Correctable documents: documents with an open item, a blank field or a draft stage at month end, and the fields that a correction in
--        Omni may change.
--
-- since: 2000-01
-- key:   doc_type, ref
-- needs: sales_documents, purchase_documents, stock_adjustments
-- rule:  worklist.md#what-if
--        `number` is the Sales Reference of a credit note, or the number of the supplier's invoice or credit note

with

gaps as (
    select
        doc_type,
        ref_key,
        string_agg(missing_field, ', ' order by missing_field) as missing_fields
    from field_gaps
    group by
        doc_type,
        ref_key
),

fields as (
    select *
    from (
        values
        ('SO', 'Sales > Sales Orders', 'Fully Dispatched Date', 'Invoice Date', null, 'Accounting Invoice Status', null),
        ('CN', 'Sales > Credit Notes', 'Completed Date', 'Credit Note Date', 'Sales Reference', 'Accounting Status', null),
        ('PO', 'Purchases > Purchase Orders', 'Fully Received Date', 'Invoice Date', 'Supplier Inv No', 'Accounting Status', 'Stage'),
        (
            'SCN', 'Purchases > Supplier Credit Notes', 'Completed Date', 'Supplier Credit Note Date', 'Supplier Credit Note No',
            'Accounting Status', 'Stage'
        ),
        ('ADJ', 'Stock > Adjustments', 'Completed Date', 'Accounting Adjustment Date', null, null, null)
    ) as listed (doc_type, screen, move_field, acct_field, number_field, status_field, stage_field)
)

select
    documents.doc_type,                                                               -- Type
    documents.ref,                                                                    -- Reference
    documents.contact,                                                                -- Customer, supplier or reason
    work_items.amount,                                                                -- Amount
    work_items.cause_id,                                                              -- Cause
    gaps.missing_fields,                                                              -- Blank fields
    documents.move_date,                                                              -- Stock moved
    documents.acct_date,                                                              -- Booked
    case
        when documents.doc_type = 'CN' then documents.sales_reference
        when documents.doc_type in ('PO', 'SCN') then documents.supplier_inv_no
    end as number,                                                                    -- Number
    documents.status,                                                                 -- Accounting status
    purchase_documents_as_known.po_status as stage,                                   -- Stage
    fields.screen,                                                                    -- Screen
    fields.move_field as _move_field,
    fields.acct_field as _acct_field,
    fields.number_field as _number_field,
    fields.status_field as _status_field,
    fields.stage_field as _stage_field,
    documents.ref_key as _ref_key,
    documents.dataset as _dataset,
    documents._landing,
    documents._line
from documents
inner join fields on fields.doc_type = documents.doc_type
left join gaps
    on gaps.doc_type = documents.doc_type
    and gaps.ref_key = documents.ref_key
left join work_items
    on work_items.doc_type = documents.doc_type
    and work_items.ref_key = documents.ref_key
left join purchase_documents_as_known
    on purchase_documents_as_known._landing = documents._landing
    and purchase_documents_as_known._line = documents._line
    and documents.dataset = 'purchase_documents'
where
    not documents.is_void
    and (
        work_items.item is not null
        or gaps.missing_fields is not null
        or (documents.is_draft and documents.created_date <= $period_end)
    )
order by
    abs(work_items.amount) desc nulls last,
    documents.doc_type,
    documents.ref
