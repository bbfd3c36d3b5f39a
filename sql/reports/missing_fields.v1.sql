-- Missing fields: documents that cannot be booked, or cannot clear, because a field is blank.
--
-- since: 2000-01
-- key:   doc_type, ref, missing_field
-- needs: sales_documents, purchase_documents, stock_adjustments
-- rule:  domain.md 1.2, 2.4, 2.5: blank in the files, while the document has its other date on or before the month end
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
    case when gaps.vanished then 'Y' else 'N' end as vanished,                        -- Gone from the newest export
    case gaps.missing_field
        when 'Fully Dispatched Date' then 'Revenue stands without COGS until the order is dispatched.'
        when 'Invoice Date' then 'The document is never offered for sync: books lack it.'
        when 'Credit Note Date' then 'The credit is never offered for upload, COGS is not reversed.'
        when 'Completed Date' then 'Stock is not settled: books and stock part until it is completed.'
        when 'Fully Received Date' then 'The bill is booked, the goods are not in stock.'
        when 'Sales Reference' then 'A credit note without Sales Reference cannot be uploaded.'
        when 'Accounting Adjustment Date' then 'The adjustment never becomes a journal.'
        else 'Without the supplier''s number the document cannot be synced.'
    end as rule,                                                                      -- What it does
    case gaps.doc_type
        when 'SO' then 'Sales > Sales Orders: open the order, fill ' || gaps.missing_field || '.'
        when 'CN' then 'Sales > Credit Notes: open the credit note, fill ' || gaps.missing_field || '.'
        when 'PO' then 'Purchases > Purchase Orders: open the order, fill ' || gaps.missing_field || '.'
        when 'SCN' then 'Purchases > Supplier Credit Notes: open it, fill ' || gaps.missing_field || '.'
        else 'Stock > Adjustments: open the adjustment, fill ' || gaps.missing_field || '.'
    end as fix,                                                                       -- What to do
    gaps.dataset as _dataset,
    gaps._landing,
    gaps._line
from gaps
order by
    abs(gaps.value) desc nulls last,
    gaps.doc_type,
    gaps.ref,
    gaps.missing_field
