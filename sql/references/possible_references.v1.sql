-- Possible references: the documents that an unread entry may refer to, the position of each reference in its texts, and the evidence for
-- each.
--
-- since: 2000-01
-- grain: one row for each entry, each document that it may refer to, and each position in its texts
-- key:   dataset, _landing, _line, doc_type, ref_key, field, text, start, run_length
-- rule:  references.md#reading-a-reference, references.md#bare-numbers
--        A bare number, or a number after other letters, could belong to any document, so only documents of the type that such an entry
--        posts are considered. If the settings state a pattern, only that position is considered (`placed_keys`), and a reference without
--        letters is treated as written in full

with

text_keys as (
    select
        unread_texts.* exclude (is_in_reference),
        reference_keys.key,
        reference_keys.start,
        reference_keys.run_length,
        reference_keys.stands,
        reference_keys.is_split
    from unread_texts
    inner join reference_keys on reference_keys.text = unread_texts.text
    where not unread_texts.is_in_reference
),

matched_keys as (
    select text_keys.*, document_keys.doc_type, document_keys.ref_key, 'full' as form
    from text_keys
    inner join document_keys on document_keys.full_key = text_keys.key
    where document_keys.full_key <> document_keys.bare_key
    union all
    select text_keys.*, document_keys.doc_type, document_keys.ref_key, 'bare' as form
    from text_keys
    inner join document_keys on document_keys.bare_key = text_keys.key
)

select
    matched_keys.* exclude (form, key),
    case
        when patterns_in_force.kind is not null and document_keys.full_key = document_keys.bare_key then 'full'
        else matched_keys.form
    end as form,
    patterns_in_force.kind is not null as is_stated,
    unread_entries.kind,
    matched_keys.field = 'reference'
    and matched_keys.stands in ('alone', 'last')
    and coalesce(length(matched_keys.text) = packages.reference_length, false) as may_be_cut,
    regexp_matches(matched_keys.text, '[\p{L}0-9]$') as ends_in_a_run,
    abs(unread_entries.size - document_keys.amount) <= 0.02
    or abs(unread_entries.size - document_keys.amount_incl) <= 0.02
    or abs(unread_entries.size - document_keys.amount_goods) <= 0.02
    or coalesce(abs(unread_entries.size - document_keys.landing_costs) <= 0.02, false) as is_of_amount,
    coalesce(document_keys.acct_date = unread_entries.day, false) as is_of_day,
    coalesce(
        lower(trim(document_keys.contact)) = lower(trim(unread_entries.contact))
        or left(lower(trim(unread_entries.description)), length(trim(document_keys.contact))) = lower(trim(document_keys.contact)),
        false
    ) as is_of_contact,
    case
        when unread_entries.family = 'bill' then matched_keys.doc_type in ('PO', 'SCN')
        when unread_entries.family = 'sale' then matched_keys.doc_type in ('SO', 'CN', 'BATCH')
        when unread_entries.family = 'journal' then matched_keys.doc_type in ('ADJ', 'PO', 'SCN')
        else matched_keys.form = 'full'
    end as is_own,
    case
        when unread_entries.kind in ('sales_credit', 'bill_credit') then matched_keys.doc_type in ('CN', 'SCN')
        when unread_entries.kind in ('sales_invoice', 'bill') then matched_keys.doc_type in ('SO', 'PO')
        else matched_keys.doc_type = 'ADJ'
    end as is_of_kind
from matched_keys
inner join unread_entries
    on unread_entries.dataset = matched_keys.dataset
    and unread_entries._landing = matched_keys._landing
    and unread_entries._line = matched_keys._line
inner join document_keys
    on document_keys.doc_type = matched_keys.doc_type
    and document_keys.ref_key = matched_keys.ref_key
cross join settings_in_force
left join packages on packages.code = settings_in_force.package
left join patterns_in_force on patterns_in_force.kind = unread_entries.kind
where
    patterns_in_force.kind is null
    or (
        (
            matched_keys.stands = patterns_in_force.stands
            or (
                matched_keys.stands = 'alone'
                and (matched_keys.form = 'full' or matched_keys.dataset = 'ledger_documents')
            )
        )
        and (
            patterns_in_force.written = 'number'
            or matched_keys.form = 'full'
            or document_keys.full_key = document_keys.bare_key
        )
    )
