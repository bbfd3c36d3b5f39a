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

question as (
    select
        upper(trim($reference)) as wanted,
        regexp_replace($reference, '[^0-9.,]+', '', 'g') as digits,
        regexp_replace(upper($reference), '[^\p{L}0-9]+', '', 'g') as letters,
        regexp_replace(
            regexp_replace(upper($reference), '(^|[^0-9])0+([0-9])', '\1\2', 'g'), '[^\p{L}0-9]+', '', 'g'
        ) as short,
        regexp_matches(
            upper(trim($reference)), '^[^\p{L}]*(\p{L}{3}[ \p{Sc}]*|\p{L}{1,2}\p{Sc} *)?[0-9][^\p{L}]*(\p{L}{3})?$'
        ) as may_be_amount
),

asked_amounts as (
    select
        wanted,
        letters,
        short,
        case
            when not may_be_amount then null
            -- A comma before one or two digits at the end is a decimal mark.
            when regexp_matches(digits, '^[0-9.]*,[0-9]{1,2}$')
                then try_cast(replace(replace(digits, '.', ''), ',', '.') as decimal(18, 4))
            else try_cast(replace(digits, ',', '') as decimal(18, 4))
        end as money
    from question
),

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
            when written_references.ref_key = asked_amounts.wanted then 1
            when written_references.short = asked_amounts.short then 2
            when written_references.number = asked_amounts.short then 3
            when
                asked_amounts.money in (
                    abs(written_references.amount), abs(written_references.amount_incl), abs(written_references.value)
                )
                then 4
            when
                strpos(written_references.letters, asked_amounts.letters) > 0
                or strpos(written_references.short, asked_amounts.short) > 0
                then 5
            else 6
        end as precedence
    from written_references
    cross join asked_amounts
    where
        asked_amounts.letters <> ''
        and (
            strpos(written_references.letters, asked_amounts.letters) > 0
            or strpos(written_references.short, asked_amounts.short) > 0
            or strpos(written_references.contact_letters, asked_amounts.letters) > 0
            or asked_amounts.money in (
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
