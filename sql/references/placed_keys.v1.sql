-- Placed keys: entries and listed documents that contain a reference outside the position stated in the settings, with the keys that remain
-- without it.
--
-- since: 2000-01
-- grain: one row for each entry or listed document that loses a key
-- key:   dataset, _landing, _line
-- rule:  references.md#stated-patterns
--        The ledger's own number may be the same as a document's number, so the stated position decides between them. A text that consists
--        only of a reference counts in any position if the reference contains letters, or if the text comes from a list, which has a column
--        for it

with

slots (slot) as (
    values (1), (2), (3), (4)
),

entries as (
    select
        'ledger_entries' as dataset, ledger_as_known._landing, ledger_as_known._line, ledger_as_known.reference as first_text,
        ledger_as_known.description as second_text, patterns_in_force.stands, key_1, key_2, key_3, key_4
    from ledger_as_known
    inner join patterns_in_force on patterns_in_force.kind = ledger_as_known.kind
    union all
    select
        'ledger_documents' as dataset, ledger_documents._landing, ledger_documents._line, ledger_documents.reference as first_text,
        ledger_documents.number as second_text, patterns_in_force.stands, key_1, key_2, key_3, key_4
    from ledger_documents
    inner join patterns_in_force on patterns_in_force.kind = ledger_documents.kind
    where ledger_documents.period <= $period
),

keys as (
    select
        entries.*,
        slots.slot,
        case slots.slot when 1 then key_1 when 2 then key_2 when 3 then key_3 else key_4 end as ref_key
    from entries
    cross join slots
),

named_keys as (
    select
        keys.*,
        keys.dataset = 'ledger_documents' or regexp_matches(keys.ref_key, '\p{L}') as may_be_alone
    from keys
    inner join document_names on document_names.ref_key = keys.ref_key
),

key_texts as (
    -- Put a space on either side of each run of letters and digits, so that only whole runs match.
    select
        dataset, _landing, _line, slot, stands, may_be_alone,
        regexp_replace(' ' || ref_key || ' ', '[^\p{L}0-9]+', ' ', 'g') as key,
        regexp_replace(' ' || upper(coalesce(first_text, '')) || ' ', '[^\p{L}0-9]+', ' ', 'g') as text
    from named_keys
    union all
    select
        dataset, _landing, _line, slot, stands, may_be_alone,
        regexp_replace(' ' || ref_key || ' ', '[^\p{L}0-9]+', ' ', 'g') as key,
        regexp_replace(' ' || upper(coalesce(second_text, '')) || ' ', '[^\p{L}0-9]+', ' ', 'g') as text
    from named_keys
),

key_places as (
    -- A key that is in neither text was the whole of another field.
    select
        dataset,
        _landing,
        _line,
        slot,
        max(
            case
                when text = key and (stands = 'alone' or may_be_alone) then 1
                when text = key then 0
                when stands = 'first' and left(text, length(key)) = key then 1
                when stands = 'last' and right(text, length(key)) = key then 1
                else 0
            end
        ) = 1
        or (may_be_alone and max(strpos(text, key)) = 0) as is_in_place
    from key_texts
    group by
        dataset,
        _landing,
        _line,
        slot,
        may_be_alone
),

misplaced_keys as (
    select
        dataset,
        _landing,
        _line,
        max(case when slot = 1 then 1 else 0 end) as drops_1,
        max(case when slot = 2 then 1 else 0 end) as drops_2,
        max(case when slot = 3 then 1 else 0 end) as drops_3,
        max(case when slot = 4 then 1 else 0 end) as drops_4
    from key_places
    where not is_in_place
    group by
        dataset,
        _landing,
        _line
)

select
    entries.dataset,
    entries._landing,
    entries._line,
    case when misplaced_keys.drops_1 = 0 then entries.key_1 end as key_1,
    case when misplaced_keys.drops_2 = 0 then entries.key_2 end as key_2,
    case when misplaced_keys.drops_3 = 0 then entries.key_3 end as key_3,
    case when misplaced_keys.drops_4 = 0 then entries.key_4 end as key_4
from entries
inner join misplaced_keys
    on misplaced_keys.dataset = entries.dataset
    and misplaced_keys._landing = entries._landing
    and misplaced_keys._line = entries._line
