-- Proposed patterns: how entries of a kind write Omni's references, if at least 90% do so or, if unreadable, would do so.
--
-- since: 2000-01
-- grain: one row for each kind of entry that writes references consistently
-- key:   kind
-- rule:  proposed-settings.md#patterns-of-references
--        Amounts are not used as evidence if references of this kind are already read in a different position

with

named_entries as (
    select
        *,
        concat_ws(' ', entry_date, entry) as name
    from ledger_patterns
),

entries_by_kind as (
    select kind, count(distinct name) as entries
    from named_entries
    group by kind
),

ranked_entries as (
    select
        named_entries.*,
        row_number() over (partition by named_entries.kind, named_entries.pattern order by named_entries.ref_key, named_entries.name) as nth
    from named_entries
    inner join pattern_places on pattern_places.pattern = named_entries.pattern
),

entries_by_pattern as (
    select
        kind,
        pattern,
        count(distinct name) as entries,
        max(case when nth = 1 then entry end) as example
    from ranked_entries
    group by
        kind,
        pattern
),

kinds_read_elsewhere as (
    select proposed_numbers.kind
    from proposed_numbers
    inner join entries_by_pattern on entries_by_pattern.kind = proposed_numbers.kind
    inner join pattern_places on pattern_places.pattern = entries_by_pattern.pattern
    where pattern_places.stands <> proposed_numbers.stands
    group by
        proposed_numbers.kind,
        proposed_numbers.pairs
    having sum(entries_by_pattern.entries) * 10 > proposed_numbers.pairs
),

usual_patterns as (
    select
        entries_by_pattern.kind,
        entries_by_pattern.pattern,
        entries_by_pattern.entries,
        entries_by_kind.entries as of_entries,
        entries_by_pattern.example
    from entries_by_pattern
    inner join entries_by_kind on entries_by_kind.kind = entries_by_pattern.kind
    inner join pattern_kinds on pattern_kinds.kind = entries_by_pattern.kind
    where
        entries_by_pattern.entries >= 3
        and entries_by_pattern.entries * 10 >= entries_by_kind.entries * 9
)

select
    kind,
    pattern,
    entries,
    of_entries,
    example,
    'proposed_pattern' as shown_by
from usual_patterns
union all
select
    proposed_numbers.kind,
    proposed_numbers.pattern,
    proposed_numbers.entries,
    proposed_numbers.pairs as of_entries,
    proposed_numbers.example,
    'proposed_number' as shown_by
from proposed_numbers
left join usual_patterns on usual_patterns.kind = proposed_numbers.kind
left join kinds_read_elsewhere on kinds_read_elsewhere.kind = proposed_numbers.kind
where
    usual_patterns.kind is null
    and kinds_read_elsewhere.kind is null
