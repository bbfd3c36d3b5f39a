-- Document search: documents whose reference contains the text searched for, or whose amount it is, exact references first.
--
-- since: 2000-01
-- key:   doc_type, ref_key
-- needs: sales_documents, purchase_documents, stock_adjustments
-- takes: reference
-- rule:  exports.md#references
--        An amount matches whatever its sign, without or with tax, or as the cost. Only the first 31 documents are returned

with

question as (
    select
        upper(trim($reference)) as wanted,
        abs(try_cast(replace(trim($reference), ',', '') as decimal(18, 4))) as money
),

matching_documents as (
    select
        doc_type,
        ref,
        ref_key,
        contact,
        amount,
        case when ref_key = wanted then 'yes' else 'no' end as is_exact,
        dataset,
        _landing,
        _line
    from documents
    cross join question
    where
        wanted <> ''
        and (strpos(ref_key, wanted) > 0 or money in (abs(amount), abs(amount_incl), abs(value)))
)

select
    doc_type,                                                                         -- Type
    ref,                                                                              -- Reference
    contact,                                                                          -- Customer, supplier or reason
    cast(amount as decimal(18, 2)) as amount,                                         -- Amount ex tax
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
