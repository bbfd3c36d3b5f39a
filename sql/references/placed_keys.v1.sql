-- Placed keys: entries and listed documents that contain a reference outside the position stated in the settings, with the keys that remain
-- without it.
--
-- since: 2000-01
-- grain: one row for each entry or listed document that loses a key
-- key:   dataset, _landing, _line
-- rule:  references.md#stated-patterns
--        The ledger's own number may be the same as a document's number, so the stated position decides between them. A text that consists
--        only of a reference counts in any position if the reference contains letters, or if the text comes from a list, which has a column
--        for it. `doc_type`, `ref_key` and `own_names` are as in `ledger_named`, but without the lost keys

with

slots (slot) as (
    values (1), (2), (3), (4)
),

entries as (
    select
        ledger_named.dataset,
        ledger_named._landing,
        ledger_named._line,
        ledger_named.family,
        ledger_named.reference as first_text,
        coalesce(ledger_named.description, ledger_named.number) as second_text,
        ledger_named.key_1,
        ledger_named.key_2,
        ledger_named.key_3,
        ledger_named.key_4,
        patterns_in_force.stands
    from ledger_named
    inner join patterns_in_force on patterns_in_force.kind = ledger_named.kind
    where ledger_named.doc_type is not null
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
        keys.dataset = 'ledger_documents' or regexp_matches(keys.ref_key, '\p{L}') as may_be_alone,
        case keys.family
            when 'bill' then document_names.bill_type
            when 'sale' then document_names.sale_type
            when 'journal' then document_names.journal_type
            else document_names.any_type
        end as own_type,
        document_names.any_type
    from keys
    inner join document_names on document_names.ref_key = keys.ref_key
),

key_texts as (
    -- Put a space on either side of each run of letters and digits, so that only whole runs match.
    select
        dataset, _landing, _line, slot, ref_key, own_type, any_type, stands, may_be_alone,
        regexp_replace(' ' || ref_key || ' ', '[^\p{L}0-9]+', ' ', 'g') as key,
        regexp_replace(' ' || upper(coalesce(first_text, '')) || ' ', '[^\p{L}0-9]+', ' ', 'g') as first_text,
        regexp_replace(' ' || upper(coalesce(second_text, '')) || ' ', '[^\p{L}0-9]+', ' ', 'g') as second_text
    from named_keys
),

key_places as (
    -- A key that is in neither text was the whole of another field.
    select
        dataset,
        _landing,
        _line,
        slot,
        ref_key,
        own_type,
        any_type,
        (first_text = key and (stands = 'alone' or may_be_alone))
        or (second_text = key and (stands = 'alone' or may_be_alone))
        or (stands = 'first' and first_text <> key and left(first_text, length(key)) = key)
        or (stands = 'first' and second_text <> key and left(second_text, length(key)) = key)
        or (stands = 'last' and first_text <> key and right(first_text, length(key)) = key)
        or (stands = 'last' and second_text <> key and right(second_text, length(key)) = key)
        or (may_be_alone and strpos(first_text, key) = 0 and strpos(second_text, key) = 0) as is_in_place
    from key_texts
),

misplaced_keys as (
    select
        dataset,
        _landing,
        _line,
        max(case when slot = 1 and not is_in_place then 1 else 0 end) as drops_1,
        max(case when slot = 2 and not is_in_place then 1 else 0 end) as drops_2,
        max(case when slot = 3 and not is_in_place then 1 else 0 end) as drops_3,
        max(case when slot = 4 and not is_in_place then 1 else 0 end) as drops_4,
        coalesce(
            min(case when is_in_place and own_type is not null then slot end),
            min(case when is_in_place then slot end)
        ) as kept_slot,
        count(case when is_in_place then own_type end) as own_names
    from key_places
    group by
        dataset,
        _landing,
        _line
    having count(case when not is_in_place then 1 end) > 0
)

select
    entries.dataset,
    entries._landing,
    entries._line,
    case when misplaced_keys.drops_1 = 0 then entries.key_1 end as key_1,
    case when misplaced_keys.drops_2 = 0 then entries.key_2 end as key_2,
    case when misplaced_keys.drops_3 = 0 then entries.key_3 end as key_3,
    case when misplaced_keys.drops_4 = 0 then entries.key_4 end as key_4,
    coalesce(kept_keys.own_type, kept_keys.any_type) as doc_type,
    kept_keys.ref_key,
    misplaced_keys.own_names
from entries
inner join misplaced_keys
    on misplaced_keys.dataset = entries.dataset
    and misplaced_keys._landing = entries._landing
    and misplaced_keys._line = entries._line
left join key_places as kept_keys
    on kept_keys.dataset = misplaced_keys.dataset
    and kept_keys._landing = misplaced_keys._landing
    and kept_keys._line = misplaced_keys._line
    and kept_keys.slot = misplaced_keys.kept_slot
