-- Bare references: the positions in which entries of a kind contain document numbers without a prefix.
--
-- since: 2000-01
-- grain: one row for each kind of entry, text field and position in the text
-- key:   kind, field, stands
-- rule:  references.md#bare-numbers

with

bare_mentions as (
    select
        kind,
        field,
        stands,
        dataset,
        _landing,
        _line,
        max(case when is_of_amount then 1 else 0 end) as confirms
    from possible_references
    where
        form = 'bare'
        and is_own
    group by
        kind,
        field,
        stands,
        dataset,
        _landing,
        _line
)

select
    kind,
    field,
    stands,
    count(*) as named,
    cast(sum(confirms) as integer) as confirmed
from bare_mentions
group by
    kind,
    field,
    stands
having sum(confirms) * 2 > count(*)
