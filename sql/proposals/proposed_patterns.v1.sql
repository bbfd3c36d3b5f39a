-- Proposed patterns: how entries of a kind write Omni's references, if at least 90% do so or, if unreadable, would do so.
--
-- since: 2000-01
-- grain: one row for each kind of entry that writes references consistently
-- key:   kind
-- rule:  proposed-settings.md#patterns-of-references
--        Amounts are not used as evidence if references of this kind are already read in a different position

with

patterns_by_entry as (
    -- An entry has lines on several accounts.
    select
        kind,
        pattern,
        entry_date,
        entry,
        min(ref_key) as ref_key
    from ledger_patterns
    group by
        kind,
        pattern,
        entry_date,
        entry
),

entries_by_kind as (
    select kind, count(*) as entries
    from (select distinct kind, entry_date, entry from patterns_by_entry) as entries
    group by kind
),

counted_patterns as (
    select
        patterns_by_entry.kind,
        patterns_by_entry.pattern,
        count(*) as entries,
        min(patterns_by_entry.ref_key) as ref_key
    from patterns_by_entry
    inner join pattern_places on pattern_places.pattern = patterns_by_entry.pattern
    group by
        patterns_by_entry.kind,
        patterns_by_entry.pattern
),

examples as (
    -- The first entry of the first document.
    select
        counted_patterns.kind,
        counted_patterns.pattern,
        patterns_by_entry.entry,
        row_number() over (
            partition by counted_patterns.kind, counted_patterns.pattern
            order by concat_ws(' ', patterns_by_entry.entry_date, patterns_by_entry.entry)
        ) as nth
    from counted_patterns
    inner join patterns_by_entry
        on patterns_by_entry.kind = counted_patterns.kind
        and patterns_by_entry.pattern = counted_patterns.pattern
        and patterns_by_entry.ref_key = counted_patterns.ref_key
),

entries_by_pattern as (
    select
        counted_patterns.kind,
        counted_patterns.pattern,
        counted_patterns.entries,
        examples.entry as example
    from counted_patterns
    inner join examples
        on examples.kind = counted_patterns.kind
        and examples.pattern = counted_patterns.pattern
        and examples.nth = 1
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
