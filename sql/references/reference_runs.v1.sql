-- Reference runs: each text that may contain a reference, split into runs of letters and runs of digits that are joined with dashes.
--
-- since: 2000-01
-- grain: one row for each text
-- key:   text
-- rule:  references.md#reading-a-reference

with

texts as (
    select text
    from unread_texts
    union
    select prefix as text
    from reference_beginnings
),

parted_texts as (
    select
        text,
        regexp_replace(
            regexp_replace(upper(text), '(\p{L})([0-9])', '\1-\2', 'g'), '([0-9])(\p{L})', '\1-\2', 'g'
        ) as runs
    from texts
    where text is not null
),

plain_runs as (
    select
        text,
        regexp_replace(regexp_replace('-' || runs || '-', '[^\p{L}0-9]+', '-', 'g'), '-0+([0-9])', '-\1', 'g') as runs
    from parted_texts
)

select
    text,
    substring(runs, 2, length(runs) - 2) as runs,
    length(runs) - length(replace(runs, '-', '')) - 1 as run_count
from plain_runs
where length(runs) > 2
