-- COGS deltas: every change of a document's COGS, the month of the books it falls in, and the export that first showed it.
--
-- since: 2000-01
-- rule:  domain.md 1.4: COGS belongs to the month of the invoice, also when it is generated or changed later. Replaced exports
--        count: they are what the ledger was synced from. `shown_in` is the month of that export, `shown_at` its landing.

with

rows_shown as (
    select
        cogs_entries_history.ref_key,
        cogs_entries_history.doc_type,
        cogs_entries_history.order_ref as ref,
        cogs_entries_history.period as shown_in,
        landings_history.sequence as shown_at,
        case
            when cogs_entries_history.acct_date
                <= last_day(cast(cogs_entries_history.period || '-01' as date))
                then strftime(cogs_entries_history.acct_date, '%Y-%m')
        end as cogs_month,
        coalesce(cogs_entries_history.cogs, 0) as cogs,
        cogs_entries_history._landing,
        cogs_entries_history._line
    from cogs_entries_history
    inner join landings_history
        on landings_history.landing = cogs_entries_history._landing
        and landings_history.dataset = 'cogs_entries'
    where cogs_entries_history.period <= $period
),

compared as (
    select
        *,
        lag(cogs_month) over (partition by ref_key order by shown_in, shown_at) as month_before,
        lag(cogs) over (partition by ref_key order by shown_in, shown_at) as cogs_before
    from rows_shown
),

moved as (
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
