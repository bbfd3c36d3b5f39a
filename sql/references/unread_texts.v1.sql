-- Unread texts: each text of an unread entry that may contain a reference, with its field.
--
-- since: 2000-01
-- grain: one row for each unread entry and each of its texts
-- key:   dataset, _landing, _line, field, text
-- rule:  references.md#reading-a-reference
--        `is_in_reference` is true for a part that was split off the reference on upload. It is not read separately, because the reference
--        contains it

with

slots (slot) as (
    values (1), (2), (3), (4)
),

parts as (
    select
        unread_entries.dataset,
        unread_entries._landing,
        unread_entries._line,
        unread_entries.reference,
        case slots.slot
            when 1 then unread_entries.key_1
            when 2 then unread_entries.key_2
            when 3 then unread_entries.key_3
            else unread_entries.key_4
        end as text
    from unread_entries
    cross join slots
),

texts as (
    select dataset, _landing, _line, reference as text, 'reference' as field, false as is_in_reference
    from unread_entries
    union all
    select
        dataset, _landing, _line, text, 'number' as field,
        strpos(upper(coalesce(reference, '')), text) > 0 as is_in_reference
    from parts
    union all
    select dataset, _landing, _line, description as text, 'description' as field, false as is_in_reference
    from unread_entries
)

select dataset, _landing, _line, text, field, is_in_reference
from texts
where text is not null
