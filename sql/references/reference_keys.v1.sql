-- Reference keys: every sequence of letters and digits in an unread entry's texts that may be a document's reference.
--
-- since: 2000-01
-- grain: one row for each text and each sequence of runs in it that may be a reference
-- key:   text, start, run_length
-- rule:  references.md#reading-a-reference
--        `stands` is the position in the text. `is_split` is true if the key ends inside a run, so that only the amount can distinguish it
--        from the shorter key before the split

with

starts (start) as (
    values (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12)
),

lengths (run_length) as (
    values (1), (2), (3), (4), (5)
),

texts as (
    select distinct text
    from unread_texts
),

first_runs as (
    select
        reference_runs.text,
        reference_runs.run_count,
        starts.start,
        split_part(reference_runs.runs, '-', starts.start) as first_run,
        split_part(reference_runs.runs, '-', starts.start + 1) as second_run,
        split_part(reference_runs.runs, '-', starts.start + 2) as third_run,
        split_part(reference_runs.runs, '-', starts.start + 3) as fourth_run,
        split_part(reference_runs.runs, '-', starts.start + 4) as fifth_run,
        reference_runs.runs
    from texts
    inner join reference_runs on reference_runs.text = texts.text
    inner join starts on starts.start <= reference_runs.run_count
),

joined_runs as (
    select
        first_runs.text,
        first_runs.run_count,
        first_runs.start,
        lengths.run_length,
        concat_ws(
            '-',
            first_runs.first_run,
            case when lengths.run_length >= 2 then first_runs.second_run end,
            case when lengths.run_length >= 3 then first_runs.third_run end,
            case when lengths.run_length >= 4 then first_runs.fourth_run end,
            case when lengths.run_length >= 5 then first_runs.fifth_run end
        ) as key,
        split_part(first_runs.runs, '-', first_runs.start + lengths.run_length) as next_run,
        split_part(first_runs.runs, '-', first_runs.start + lengths.run_length + 1) as run_after
    from first_runs
    inner join lengths on first_runs.start + lengths.run_length - 1 <= first_runs.run_count
),

whole_keys as (
    -- A single letter that is not followed by a number belongs to the reference before it.
    select *, false as is_split
    from joined_runs
    where not (regexp_matches(next_run, '^\p{L}$') and not regexp_matches(run_after, '^[0-9]'))
    union all
    -- In SO-10-AINV7, the serial follows the back-order letter without a separator.
    select
        text, run_count, start, run_length + 1 as run_length, key || '-' || left(next_run, 1) as key, next_run, run_after,
        true as is_split
    from joined_runs
    where
        regexp_matches(key, '[0-9]$')
        and regexp_matches(next_run, '^\p{L}\p{L}')
)

select
    text,
    key,
    start,
    run_length,
    is_split,
    case
        when run_length = run_count then 'alone'
        when start = 1 then 'first'
        when start + run_length - 1 = run_count and not is_split then 'last'
        else 'inside'
    end as stands
from whole_keys
where regexp_matches(key, '[0-9](-\p{L})?$')
