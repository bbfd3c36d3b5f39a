-- Proposed patterns: how the entries of a kind write Omni's references, where nine in ten do so or, if they cannot be read, would.
--
-- since: 2000-01
-- grain: one row for each kind of entry that writes references in one way
-- key:   kind
-- rule:  proposed-settings.md#patterns-of-references
--        Amounts are not evidence if references of the kind are read in another place

with

read as (
    select
        *,
        concat_ws(' ', entry_date, entry) as name
    from ledger_patterns
),

sizes as (
    select kind, count(distinct name) as entries
    from read
    group by kind
),

ranked as (
    select
        read.*,
        row_number() over (partition by read.kind, read.pattern order by read.ref_key, read.name) as nth
    from read
    inner join pattern_places on pattern_places.pattern = read.pattern
),

counted as (
    select
        kind,
        pattern,
        count(distinct name) as entries,
        max(case when nth = 1 then entry end) as example
    from ranked
    group by
        kind,
        pattern
),

elsewhere as (
    select proposed_numbers.kind
    from proposed_numbers
    inner join counted on counted.kind = proposed_numbers.kind
    inner join pattern_places on pattern_places.pattern = counted.pattern
    where pattern_places.stands <> proposed_numbers.stands
    group by
        proposed_numbers.kind,
        proposed_numbers.pairs
    having sum(counted.entries) * 10 > proposed_numbers.pairs
),

usual as (
    select
        counted.kind,
        counted.pattern,
        counted.entries,
        sizes.entries as of_entries,
        counted.example
    from counted
    inner join sizes on sizes.kind = counted.kind
    inner join pattern_kinds on pattern_kinds.kind = counted.kind
    where
        counted.entries >= 3
        and counted.entries * 10 >= sizes.entries * 9
)

select
    kind,
    pattern,
    entries,
    of_entries,
    example,
    'proposed_pattern' as shown_by
from usual
union all
select
    proposed_numbers.kind,
    proposed_numbers.pattern,
    proposed_numbers.entries,
    proposed_numbers.pairs as of_entries,
    proposed_numbers.example,
    'proposed_number' as shown_by
from proposed_numbers
left join usual on usual.kind = proposed_numbers.kind
left join elsewhere on elsewhere.kind = proposed_numbers.kind
where
    usual.kind is null
    and elsewhere.kind is null
