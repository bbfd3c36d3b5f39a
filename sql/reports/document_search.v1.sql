-- Document search: documents whose reference or contact contains the text searched for, or whose amount it is, exact references first.
--
-- since: 2000-01
-- key:   doc_type, ref_key
-- needs: sales_documents, purchase_documents, stock_adjustments
-- takes: reference
-- rule:  exports.md#references
--        Case, spaces, punctuation and leading zeros make no difference. An amount may have a currency, separators and a sign. It
--        matches without or with tax, or as the cost. Only the first 31 documents are returned

with

written_references as (
    select
        doc_type,
        ref,
        ref_key,
        contact,
        amount,
        amount_incl,
        value,
        dataset,
        _landing,
        _line,
        regexp_replace(ref_key, '[^\p{L}0-9]+', '', 'g') as letters,
        regexp_replace(
            regexp_replace(ref_key, '(^|[^0-9])0+([0-9])', '\1\2', 'g'), '[^\p{L}0-9]+', '', 'g'
        ) as short,
        regexp_extract(ref_key, '0*([0-9]+)[^0-9]*$', 1) as number,
        regexp_replace(upper(coalesce(contact, '')), '[^\p{L}0-9]+', '', 'g') as contact_letters
    from documents
),

matching_documents as (
    select
        written_references.doc_type,
        written_references.ref,
        written_references.ref_key,
        written_references.contact,
        written_references.amount,
        written_references.dataset,
        written_references._landing,
        written_references._line,
        case
            when written_references.ref_key = asked_references.wanted then 1
            when written_references.short = asked_references.short then 2
            when written_references.number = asked_references.short then 3
            when
                asked_references.money in (
                    abs(written_references.amount), abs(written_references.amount_incl), abs(written_references.value)
                )
                then 4
            when
                strpos(written_references.letters, asked_references.letters) > 0
                or strpos(written_references.short, asked_references.short) > 0
                then 5
            else 6
        end as precedence
    from written_references
    cross join asked_references
    where
        asked_references.letters <> ''
        and (
            strpos(written_references.letters, asked_references.letters) > 0
            or strpos(written_references.short, asked_references.short) > 0
            or strpos(written_references.contact_letters, asked_references.letters) > 0
            or asked_references.money in (
                abs(written_references.amount), abs(written_references.amount_incl), abs(written_references.value)
            )
        )
),

ranked_documents as (
    select
        *,
        min(precedence) over () as best
    from matching_documents
)

select
    doc_type,                                                                         -- Type
    ref,                                                                              -- Reference
    contact,                                                                          -- Customer, supplier or reason
    cast(amount as decimal(18, 2)) as amount,                                         -- Amount ex tax
    ref_key,                                                                          -- Key
    case when precedence = best and best <= 2 then 'yes' else 'no' end as is_exact,   -- Exact match
    dataset as _dataset,
    _landing,
    _line
from ranked_documents
order by
    precedence,
    ref_key,
    doc_type
limit 31
