-- Incomplete exports: the exports that somebody uploaded without the rows that could not be read, until they are uploaded again.
--
-- since: 2000-01
-- grain: one row for each dataset and month with such an export
-- key:   dataset, period
-- rule:  cannot-tell.md#rows-that-cannot-be-read

select
    dataset,
    period,
    'rows_unreadable|' || dataset || '|' || period || '|' || cast(count(distinct _landing || '/' || cast(_line as varchar)) as varchar)
        as reason_code
from unreadable_rows
where period <= $period
group by
    dataset,
    period
