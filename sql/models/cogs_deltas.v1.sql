-- COGS deltas: every change of a document's COGS, the month of the books it falls in, and the export that first showed it.
--
-- since: 2000-01
-- rule:  domain.md 1.4: COGS belongs to the month of the invoice, also when it is generated or changed later. Replaced exports
--        count: they are what the ledger was synced from. `shown_in` is the month of that export, `shown_at` its landing.

with

exports as (
    select
        landing,
        sequence
    from landings_history
    where
        dataset = 'cogs_entries'
        and period <= $period
),

listed_again as (
    select cogs_entries_history.ref_key
    from cogs_entries_history
    inner join exports on exports.landing = cogs_entries_history._landing
    group by cogs_entries_history.ref_key
    having count(*) > 1
),

rows_shown as (
    select
        cogs_entries_history.ref_key,
        cogs_entries_history.doc_type,
        cogs_entries_history.order_ref as ref,
        cogs_entries_history.period as shown_in,
        exports.sequence as shown_at,
        case
            when cogs_entries_history.acct_date
                <= last_day(cast(cogs_entries_history.period || '-01' as date))
                then strftime(cogs_entries_history.acct_date, '%Y-%m')
        end as cogs_month,
        coalesce(cogs_entries_history.cogs, 0) as cogs,
        listed_again.ref_key is not null as is_again,
        cogs_entries_history._landing,
        cogs_entries_history._line
    from cogs_entries_history
    inner join exports on exports.landing = cogs_entries_history._landing
    left join listed_again on listed_again.ref_key = cogs_entries_history.ref_key
),

compared as (
    -- Only what is listed more than once has a row before it.
    select
        *,
        lag(cogs_month) over (partition by ref_key order by shown_in, shown_at) as month_before,
        lag(cogs) over (partition by ref_key order by shown_in, shown_at) as cogs_before
    from rows_shown
    where is_again
),

moved as (
    select ref_key, doc_type, ref, shown_in, shown_at, cogs_month, cogs as delta, _landing, _line
    from rows_shown
    where
        not is_again
        and cogs_month is not null
    union all
    select
        ref_key, doc_type, ref, shown_in, shown_at, cogs_month,
        cogs - case when month_before = cogs_month then cogs_before else 0 end as delta,
        _landing, _line
    from compared
    where cogs_month is not null
    union all
    select ref_key, doc_type, ref, shown_in, shown_at, month_before as cogs_month, -cogs_before as delta, _landing, _line
    from compared
    where
        month_before is not null
        and month_before is distinct from cogs_month
)

select *
from moved
where delta <> 0
