-- Unread kinds: groups of Omni documents whose references cannot be read in the ledger of a month, so that nothing of them is compared.
--
-- since: 2000-01
-- grain: one row for each group of documents that cannot be read, and month
-- key:   family, doc_type, beginning, period
-- rule:  cannot-tell.md#references-that-cannot-be-read
--        `unread` documents of the group are named by no entry, although the ledger holds as many entries of their kind that name no
--        document. `read` ones are named

with

entries_of_month as (
    select family, period, count(*) as entries
    from unnamed_entries
    group by
        family,
        period
),

sizes as (
    select distinct family, period, size
    from unnamed_entries
),

counted as (
    select
        expected_entries.family,
        expected_entries.doc_type,
        expected_entries.beginning,
        expected_entries.period,
        count(case when expected_entries.is_read then 1 end) as read,
        count(case when not expected_entries.is_read then 1 end) as unnamed,
        count(case when not expected_entries.is_read and sizes.size is not null then 1 end) as paired
    from expected_entries
    left join sizes
        on sizes.family = expected_entries.family
        and sizes.period = expected_entries.period
        and sizes.size = abs(expected_entries.amount)
    group by 1, 2, 3, 4
),

measured as (
    select
        counted.*,
        least(counted.unnamed, entries_of_month.entries) as unread
    from counted
    inner join entries_of_month
        on entries_of_month.family = counted.family
        and entries_of_month.period = counted.period
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
                and landings.period = measured.period
                and landings.absent like '%|reference|%'
        ) then 'no_column|ledger_entries|reference;'
        else ''
    end
    || 'references_unread|' || doc_type || '|' || beginning || '|' || cast(unread as varchar) || '|'
    || cast(read + unread as varchar) || '|' || period as reason_code
from measured
where
    (
        (2 * paired >= unread or (read = 0 and unread >= 10))
        and 10 * unread - 2 * (read + unread) > 5
        and (10 * unread - 2 * (read + unread) - 5) * (10 * unread - 2 * (read + unread) - 5) > 87 * (read + unread)
    )
    or (unread >= 5 and 10 * unread > read + unread and 10 * paired >= 9 * unnamed)
    or (read = 0 and unread > 0 and paired = unnamed)
