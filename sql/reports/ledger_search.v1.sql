-- Ledger search: ledger entries whose reference, contact or text contains the text searched for, with the documents that they belong to.
--
-- since: 2000-01
-- key:   reference, contact, entry_date
-- needs: ledger_entries
-- takes: reference
-- rule:  exports.md#references
--        Case, spaces and punctuation make no difference. An entry with several lines is one row, with its largest amount. Only the first
--        31 entries are returned, those with the text in their reference first

with

question as (
    select regexp_replace(upper($reference), '[^\p{L}0-9]+', '', 'g') as letters
),

written_entries as (
    select
        coalesce(reference, '') as reference,
        coalesce(contact, description, '') as contact,
        entry_date,
        net,
        doc_type,
        ref_key,
        _landing,
        _line,
        regexp_replace(upper(coalesce(reference, '')), '[^\p{L}0-9]+', '', 'g') as reference_letters,
        regexp_replace(upper(concat_ws(' ', contact, description)), '[^\p{L}0-9]+', '', 'g') as text_letters
    from ledger_read
),

found_entries as (
    select
        written_entries.reference,
        written_entries.contact,
        written_entries.entry_date,
        max(abs(written_entries.net)) as amount,
        min(written_entries.doc_type) as doc_type,
        min(written_entries.ref_key) as ref_key,
        min(case when strpos(written_entries.reference_letters, question.letters) > 0 then 1 else 2 end) as precedence,
        min(written_entries._landing) as _landing,
        min(written_entries._line) as _line
    from written_entries
    cross join question
    where
        question.letters <> ''
        and (
            strpos(written_entries.reference_letters, question.letters) > 0
            or strpos(written_entries.text_letters, question.letters) > 0
        )
    group by
        written_entries.reference,
        written_entries.contact,
        written_entries.entry_date
)

select
    found_entries.reference,                                                          -- Ledger reference
    found_entries.contact,                                                            -- Contact or text
    found_entries.entry_date,                                                         -- Date
    cast(found_entries.amount as decimal(18, 2)) as amount,                           -- Amount
    documents.doc_type,                                                               -- Type
    documents.ref as document,                                                        -- Reference
    'ledger_entries' as _dataset,
    found_entries._landing,
    found_entries._line
from found_entries
left join documents
    on documents.doc_type = found_entries.doc_type
    and documents.ref_key = found_entries.ref_key
order by
    found_entries.precedence,
    found_entries.entry_date desc nulls last,
    found_entries.reference,
    found_entries.contact
limit 31
