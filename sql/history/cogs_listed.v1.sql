-- COGS listed: the documents in each month's current COGS Breakdown, including those whose row cannot be read.
--
-- since: 2000-01
-- grain: one row for each document and each month that lists it
-- key:   ref_key, period
-- rule:  cogs.md#changes-after-the-close, cannot-tell.md#rows-that-cannot-be-read

select ref_key, period
from cogs_entries
union
select ref_key, period
from unreadable_rows
where dataset = 'cogs_entries'
