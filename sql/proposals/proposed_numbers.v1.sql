-- Proposed numbers: where the entries of a kind hold the numbers of documents that could not be read, as entries of their amounts show.
--
-- since: 2000-01
-- grain: one row for each kind of entry and each place that holds its numbers
-- key:   kind, stands
-- rule:  proposed-settings.md#patterns-of-references
--        Leading zeros make no difference

with

unread as (
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

unnamed as (
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

pairs as (
    select
        unnamed.kind,
        unnamed.text,
        unread.doc_type,
        unread.ref_key,
        count(*) over (partition by unnamed.kind) as of_kind
    from unread
    inner join unnamed
        on unnamed.family = unread.family
        and unnamed.period = unread.period
        and unnamed.size = unread.size
    inner join pattern_kinds on pattern_kinds.kind = unnamed.kind
),

found as (
    select distinct
        pairs.kind,
        pairs.of_kind,
        pairs.ref_key,
        pairs.text,
        reference_keys.stands
    from pairs
    inner join document_keys
        on document_keys.doc_type = pairs.doc_type
        and document_keys.ref_key = pairs.ref_key
    inner join reference_keys
        on reference_keys.text = pairs.text
        and reference_keys.key = document_keys.bare_key
    where not reference_keys.is_split
),

placed as (
    select
        found.*,
        pattern_places.pattern,
        row_number() over (partition by found.kind, found.stands order by found.ref_key, found.text) as nth
    from found
    inner join pattern_places
        on pattern_places.stands = found.stands
        and pattern_places.written = 'number'
)

select
    kind,
    pattern,
    stands,
    count(*) as entries,
    max(of_kind) as pairs,
    max(case when nth = 1 then text || ' (' || ref_key || ')' end) as example
from placed
group by
    kind,
    pattern,
    stands
having
    count(*) >= 3
    and count(*) * 10 >= max(of_kind) * 9
