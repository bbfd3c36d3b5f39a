-- COGS proof documents: every document that the COGS proof counts, with the two months that place it in a cell.
--
-- since: 2000-01
-- key:   doc_type, ref
-- needs: cogs_entries, sales_documents
-- rule:  cogs.md#journal-against-omni, cannot-tell.md#rows-that-cannot-be-read
--        Documents with two different months come first, because the journal and the stock show them in different months

select
    doc_type,                                                                         -- Type
    ref,                                                                              -- Reference
    contact,                                                                          -- Customer
    cogs_date,                                                                        -- Invoiced
    move_date,                                                                        -- Dispatched
    invoice_month,                                                                    -- Invoice month
    dispatch_month,                                                                   -- Dispatch month
    cast(cogs as decimal(18, 2)) as cogs,                                             -- COGS
    status,                                                                           -- Accounting status
    'cogs_entries' as _dataset,
    cogs_landing as _landing,
    cogs_line as _line
from counted_costs
order by
    case when invoice_month = dispatch_month then 1 else 0 end,
    abs(cogs) desc,
    doc_type,
    ref
