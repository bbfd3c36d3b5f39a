-- Cut tails: each ending that may be the beginning of a document's reference, for entries that the company's package may have truncated.
--
-- since: 2000-01
-- grain: one row for each truncated entry and each of its endings
-- key:   _landing, _line, tail
-- rule:  references.md#cut-references

with

letters (position) as (
    values (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15), (16), (17), (18)
),

endings as (
    -- If the parts are not joined as Omni joins them, the last part may begin at any run of letters or digits.
    select _landing, _line, tail
    from cut_entries
    where
        cut_reference like '%|%'
        or names_one
    union
    select cut_entries._landing, cut_entries._line, substring(cut_entries.cut_reference, letters.position) as tail
    from cut_entries
    inner join letters on letters.position <= length(cut_entries.cut_reference) - 3
    where
        cut_entries.cut_reference not like '%|%'
        and not cut_entries.names_one
        and regexp_matches(substring(cut_entries.cut_reference, letters.position, 1), '[\p{L}0-9]')
        and not regexp_matches(substring('-' || cut_entries.cut_reference, letters.position, 2), '^(\p{L}\p{L}|[0-9][0-9])')
)

select
    cut_entries._landing,
    cut_entries._line,
    cut_entries.family,
    endings.tail,
    cut_entries.entry_date,
    cut_entries.contact,
    cut_entries.names_one,
    cut_entries.cut_at,
    abs(cut_entries.net) as size
from cut_entries
inner join endings
    on endings._landing = cut_entries._landing
    and endings._line = cut_entries._line
cross join settings_in_force
inner join packages
    on packages.code = settings_in_force.package
    and packages.reference_length = length(cut_entries.cut_reference)
where
    length(endings.tail) >= 4
    and cut_entries.family is not null
