-- COGS shown: each document's COGS in every export that showed it, with the accounting month that it belongs to.
--
-- since: 2000-01
-- grain: one row for each document and each export that showed it
-- key:   ref_key, shown_in, shown_at, _landing, _line
-- rule:  cogs.md#changes-after-the-close
--        `shown_in` is the month of the export, and `shown_at` is its place in the order of uploads. A row that could not be read at
--        first counts as shown by the export that listed it. `is_again` is true if other exports also show the document

with

first_reads as (
    -- The first export of a month in which a document's row could be read, if an earlier one lists it in an unreadable row.
    select
        held.ref_key,
        held.period,
        min(read_in.sequence) as read_at,
        min(listed_in.sequence) as listed_at
    from cogs_entries_history as held
    inner join cogs_exports as read_in on read_in.landing = held._landing
    inner join unreadable_rows_history as unreadable
        on unreadable.dataset = 'cogs_entries'
        and unreadable.ref_key = held.ref_key
        and unreadable.period = held.period
    inner join cogs_exports as listed_in on listed_in.landing = unreadable._landing
    group by
        held.ref_key,
        held.period
    having min(listed_in.sequence) < min(read_in.sequence)
),

entries as (
    select
        cogs_entries_history.ref_key,
        cogs_entries_history.doc_type,
        cogs_entries_history.order_ref as ref,
        cogs_entries_history.period as shown_in,
        coalesce(first_reads.listed_at, cogs_exports.sequence) as shown_at,
        case
            when cogs_entries_history.acct_date <= cogs_exports.month_end then strftime(cogs_entries_history.acct_date, '%Y-%m')
        end as cogs_month,
        coalesce(cogs_entries_history.cogs, 0) as cogs,
        cogs_entries_history._landing,
        cogs_entries_history._line
    from cogs_entries_history
    inner join cogs_exports on cogs_exports.landing = cogs_entries_history._landing
    left join first_reads
        on first_reads.ref_key = cogs_entries_history.ref_key
        and first_reads.period = cogs_entries_history.period
        and first_reads.read_at = cogs_exports.sequence
    union all
    select ref_key, doc_type, ref, shown_in, shown_at, strftime(acct_date, '%Y-%m') as cogs_month, cogs, _landing, _line
    from cogs_found_later
    union all
    select ref_key, doc_type, ref, shown_in, shown_at, null as cogs_month, 0 as cogs, _landing, _line
    from cogs_withdrawn
),

listed_again as (
    select ref_key
    from entries
    group by ref_key
    having count(*) > 1
)

select
    entries.ref_key,
    entries.doc_type,
    entries.ref,
    entries.shown_in,
    entries.shown_at,
    entries.cogs_month,
    entries.cogs,
    listed_again.ref_key is not null as is_again,
    entries._landing,
    entries._line
from entries
left join listed_again on listed_again.ref_key = entries.ref_key
