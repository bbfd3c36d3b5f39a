-- Timing matrix documents: every document that the timing matrix counts, with the two months that place it in a cell.
--
-- since: 2000-01
-- key:   doc_type, ref
-- needs: sales_documents, purchase_documents, stock_adjustments
-- rule:  timing.md#timing-difference, cannot-tell.md#rows-that-cannot-be-read
--        A document stays in its cell after its second date: one booked and moved in different months was a timing difference, and may
--        have cleared since

select
    documents.doc_type,                                                               -- Type
    documents.ref,                                                                    -- Reference
    documents.contact,                                                                -- Customer, supplier or reason
    case documents.doc_type
        when 'SO' then 'Sales'
        when 'CN' then 'Customer returns'
        when 'PO' then 'Purchases'
        when 'SCN' then 'Supplier returns'
        else 'Adjustments'
    end as flow,                                                                      -- Flow
    coalesce(strftime(documents.acct_date, '%Y-%m'), 'no date') as acct_month,        -- Month booked
    coalesce(strftime(documents.move_date, '%Y-%m'), 'no date') as move_month,        -- Month stock moved
    case
        when strftime(documents.acct_date, '%Y-%m') = strftime(documents.move_date, '%Y-%m') then 'N' else 'Y'
    end as apart,                                                                     -- Dates in different months
    documents.acct_date,                                                              -- Booked
    documents.move_date,                                                              -- Stock moved
    cast(abs(documents.value) as decimal(18, 2)) as value,                            -- Document value: that of the whole document
    documents.status,                                                                 -- Accounting status
    documents.dataset as _dataset,
    documents._landing,
    documents._line
from documents
where
    (documents.moved or documents.booked)
    and not documents.is_void
    and not documents.is_draft
order by
    abs(documents.value) desc nulls last,
    documents.doc_type,
    documents.ref
