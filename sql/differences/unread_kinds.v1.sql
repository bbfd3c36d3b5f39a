-- Unread kinds: groups of Omni documents whose references cannot be read in the month's ledger, so that they are not compared.
--
-- since: 2000-01
-- grain: one row for each unreadable group of documents and month
-- key:   family, doc_type, beginning, period
-- rule:  cannot-tell.md#references-that-cannot-be-read
--        `unread` counts the group's documents that no entry refers to, although the ledger contains at least as many entries of their
--        kind without a document. `read` counts those that an entry refers to

with

entries_of_month as (
    select family, period, count(*) as entries
    from unnamed_entries
    group by
        family,
        period
),

entry_sizes as (
    select distinct family, period, size
    from unnamed_entries
),

group_counts as (
    select
        expected_entries.family,
        expected_entries.doc_type,
        expected_entries.beginning,
        expected_entries.period,
        count(case when expected_entries.is_read then 1 end) as read,
        count(case when not expected_entries.is_read then 1 end) as unnamed,
        count(case when not expected_entries.is_read and entry_sizes.size is not null then 1 end) as paired
    from expected_entries
    left join entry_sizes
        on entry_sizes.family = expected_entries.family
        and entry_sizes.period = expected_entries.period
        and entry_sizes.size = abs(expected_entries.amount)
    group by 1, 2, 3, 4
),

unread_counts as (
    select
        group_counts.*,
        least(group_counts.unnamed, entries_of_month.entries) as unread
    from group_counts
    inner join entries_of_month
        on entries_of_month.family = group_counts.family
        and entries_of_month.period = group_counts.period
)

select
    family,
    doc_type,
    beginning,
    period,
    read,
    unread,
    case
        when exists (
            select 1
            from landings
            where
                landings.dataset = 'ledger_entries'
                and landings.period = unread_counts.period
                and landings.absent like '%|reference|%'
        ) then 'no_column|ledger_entries|reference;'
        else ''
    end
    || 'references_unread|' || doc_type || '|' || beginning || '|' || cast(unread as varchar) || '|'
    || cast(read + unread as varchar) || '|' || period as reason_code
from unread_counts
where
    (
        (2 * paired >= unread or (read = 0 and unread >= 10))
        and 10 * unread - 2 * (read + unread) > 5
        and (10 * unread - 2 * (read + unread) - 5) * (10 * unread - 2 * (read + unread) - 5) > 87 * (read + unread)
    )
    or (unread >= 5 and 10 * unread > read + unread and 10 * paired >= 9 * unnamed)
    or (read = 0 and unread > 0 and paired = unnamed)
