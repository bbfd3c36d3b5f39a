-- Document search: documents whose reference contains the text searched for, exact matches first.
--
-- since: 2000-01
-- key:   doc_type, ref_key
-- needs: sales_documents, purchase_documents, stock_adjustments
-- takes: reference
-- rule:  exports.md#references
--        Only the first 31 documents are returned

with

matching_documents as (
    select
        doc_type,
        ref,
        ref_key,
        contact,
        case when ref_key = upper(trim($reference)) then 'yes' else 'no' end as is_exact,
        dataset,
        _landing,
        _line
    from documents
    where
        trim($reference) <> ''
        and strpos(ref_key, upper(trim($reference))) > 0
)

select
    doc_type,                                                                         -- Type
    ref,                                                                              -- Reference
    contact,                                                                          -- Customer, supplier or reason
    ref_key,                                                                          -- Key
    is_exact,                                                                         -- Exact match
    dataset as _dataset,
    _landing,
    _line
from matching_documents
order by
    is_exact desc,
    ref_key,
    doc_type
limit 31
