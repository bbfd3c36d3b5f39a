-- Proposed numbers: where entries of each kind contain the numbers of unread documents, inferred from entries with the same amounts.
--
-- since: 2000-01
-- grain: one row for each kind of entry and each position of its document numbers
-- key:   kind, stands
-- rule:  proposed-settings.md#patterns-of-references
--        Leading zeros are ignored

with

unread_documents as (
    select
        expected_entries.family,
        expected_entries.period,
        abs(expected_entries.amount) as size,
        min(expected_entries.doc_type) as doc_type,
        min(expected_entries.ref_key) as ref_key
    from expected_entries
    inner join unread_kinds
        on unread_kinds.family = expected_entries.family
        and unread_kinds.doc_type = expected_entries.doc_type
        and unread_kinds.beginning = expected_entries.beginning
        and unread_kinds.period = expected_entries.period
    where not expected_entries.is_read
    group by 1, 2, 3
    having count(*) = 1
),

lone_entries as (
    select
        family,
        period,
        size,
        min(kind) as kind,
        min(reference) as text
    from unnamed_entries
    group by
        family,
        period,
        size
    having count(*) = 1
),

amount_pairs as (
    select
        lone_entries.kind,
        lone_entries.text,
        unread_documents.doc_type,
        unread_documents.ref_key,
        count(*) over (partition by lone_entries.kind) as of_kind
    from unread_documents
    inner join lone_entries
        on lone_entries.family = unread_documents.family
        and lone_entries.period = unread_documents.period
        and lone_entries.size = unread_documents.size
    inner join pattern_kinds on pattern_kinds.kind = lone_entries.kind
),

number_places as (
    select distinct
        amount_pairs.kind,
        amount_pairs.of_kind,
        amount_pairs.ref_key,
        amount_pairs.text,
        reference_keys.stands
    from amount_pairs
    inner join document_keys
        on document_keys.doc_type = amount_pairs.doc_type
        and document_keys.ref_key = amount_pairs.ref_key
    inner join reference_keys
        on reference_keys.text = amount_pairs.text
        and reference_keys.key = document_keys.bare_key
    where not reference_keys.is_split
),

numbers_by_pattern as (
    select
        number_places.*,
        pattern_places.pattern,
        row_number() over (partition by number_places.kind, number_places.stands order by number_places.ref_key, number_places.text) as nth
    from number_places
    inner join pattern_places
        on pattern_places.stands = number_places.stands
        and pattern_places.written = 'number'
)

select
    kind,
    pattern,
    stands,
    count(*) as entries,
    max(of_kind) as pairs,
    max(case when nth = 1 then text || ' (' || ref_key || ')' end) as example
from numbers_by_pattern
group by
    kind,
    pattern,
    stands
having
    count(*) >= 3
    and count(*) * 10 >= max(of_kind) * 9
