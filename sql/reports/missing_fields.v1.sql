-- Missing fields: documents that cannot be booked or cannot clear because a field is blank.
--
-- since: 2000-01
-- key:   doc_type, ref, missing_field
-- needs: sales_documents, purchase_documents, stock_adjustments
-- words: rule_code as rule, fix
-- rule:  posting.md#reconcilable
-- help:  https://help.omni.cin7.com/hc/en-us/articles/10808558433551 https://help.omni.cin7.com/hc/en-us/articles/10808572364559

with

gaps as (
    select * from field_gaps
)

select
    gaps.doc_type,                                                                    -- Type
    gaps.ref,                                                                         -- Reference
    gaps.missing_field,                                                               -- Missing field
    gaps.contact,                                                                     -- Customer, supplier or reason
    gaps.created_date,                                                                -- Created
    gaps.move_date,                                                                   -- Stock moved
    gaps.acct_date,                                                                   -- Booked
    cast(abs(gaps.value) as decimal(18, 2)) as value,                                 -- Stock value
    gaps.status,                                                                      -- Accounting status
    case when gaps.vanished then 'Y' else 'N' end as vanished,                        -- Missing from the newest export
    cast(case gaps.missing_field
        when 'Fully Dispatched Date' then 'no_dispatch_date'
        when 'Invoice Date' then 'no_invoice_date_to_sync'
        when 'Credit Note Date' then 'no_credit_date_to_upload'
        when 'Completed Date' then 'no_completed_date'
        when 'Fully Received Date' then 'no_receipt_date'
        when 'Sales Reference' then 'no_sales_reference_to_upload'
        when 'Accounting Adjustment Date' then 'no_adjustment_date'
        else 'no_supplier_number'
    end || ';fill_' || lower(gaps.doc_type) as varchar) as rule_code,                 -- Effect
    gaps.dataset as _dataset,
    gaps._landing,
    gaps._line
from gaps
order by
    abs(gaps.value) desc nulls last,
    gaps.doc_type,
    gaps.ref,
    gaps.missing_field
