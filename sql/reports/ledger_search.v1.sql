-- Ledger search: ledger entries whose reference, contact or text contains the text searched for, or whose amount it is, with the
-- documents that they belong to.
--
-- since: 2000-01
-- key:   reference, contact, entry_date
-- needs: ledger_entries
-- takes: reference
-- rule:  exports.md#references
--        Case, spaces and punctuation make no difference. An entry with several lines is one row, with its largest amount. Its line is the
--        first on an account for stock or sales, if it has one. Only the first 31 entries are returned, exact references first

with

written_entries as (
    select
        coalesce(reference, '') as reference,
        coalesce(contact, description, '') as contact,
        entry_date,
        period,
        net,
        doc_type,
        ref_key,
        _landing,
        _line,
        case when role in ('inventory', 'revenue') then 1 else 2 end as account_rank,
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
        min(
            case
                when written_entries.reference_letters = asked_references.letters then 1
                when asked_references.money = abs(written_entries.net) then 2
                when strpos(written_entries.reference_letters, asked_references.letters) > 0 then 3
                else 4
            end
        ) as precedence
    from written_entries
    cross join asked_references
    where
        asked_references.letters <> ''
        and (
            strpos(written_entries.reference_letters, asked_references.letters) > 0
            or strpos(written_entries.text_letters, asked_references.letters) > 0
            or asked_references.money = abs(written_entries.net)
        )
    group by
        written_entries.reference,
        written_entries.contact,
        written_entries.entry_date
),

first_entries as (
    select *
    from found_entries
    order by
        precedence,
        entry_date desc nulls last,
        reference,
        contact
    limit 31
),

ranked_lines as (
    select
        first_entries.*,
        written_entries.period,
        written_entries._landing,
        written_entries._line,
        row_number() over (
            partition by first_entries.reference, first_entries.contact, first_entries.entry_date
            order by written_entries.account_rank, written_entries._landing, written_entries._line
        ) as nth
    from first_entries
    inner join written_entries
        on written_entries.reference = first_entries.reference
        and written_entries.contact = first_entries.contact
        and written_entries.entry_date is not distinct from first_entries.entry_date
)

select
    ranked_lines.reference,                                                           -- Ledger reference
    ranked_lines.contact,                                                             -- Contact or text
    ranked_lines.entry_date,                                                          -- Date
    ranked_lines.period,                                                              -- Month
    cast(ranked_lines.amount as decimal(18, 2)) as amount,                            -- Amount
    documents.doc_type,                                                               -- Type
    documents.ref as document,                                                        -- Reference
    'ledger_entries' as _dataset,
    ranked_lines._landing,
    ranked_lines._line
from ranked_lines
left join documents
    on documents.doc_type = ranked_lines.doc_type
    and documents.ref_key = ranked_lines.ref_key
where ranked_lines.nth = 1
order by
    ranked_lines.precedence,
    ranked_lines.entry_date desc nulls last,
    ranked_lines.reference,
    ranked_lines.contact
