-- COGS deltas: every change of a document's COGS, the month of the books it falls in, and the export that first showed it.
--
-- since: 2000-01
-- grain: one row for each document, month, and COGS Breakdown that changed its COGS
-- key:   doc_type, ref_key, cogs_month, shown_in, shown_at
-- rule:  cogs.md#changes-after-the-close
--        Replaced exports count, because the ledger was synced from them. `shown_in` is the month of the export, `shown_at` its
--        landing

with

exports as (
    select
        landing,
        sequence,
        period,
        exported_on
    from landings_history
    where
        dataset = 'cogs_entries'
        and period <= $period
),

blank_entries as (
    select
        cogs_entries_history.ref_key,
        max(cogs_entries_history.period) as blank_in
    from cogs_entries_history
    inner join exports on exports.landing = cogs_entries_history._landing
    where cogs_entries_history.cogs is null
    group by cogs_entries_history.ref_key
),

late_costs as (
    -- A COGS Breakdown lists documents invoiced or dispatched in its month. It does not show a document synced later.
    select
        sales_documents.ref_key,
        sales_documents.doc_type,
        sales_documents.order_ref as ref,
        sales_documents.period as shown_in,
        exports.sequence as shown_at,
        sales_documents.acct_date,
        sales_documents.cost as cogs,
        sales_documents._landing,
        sales_documents._line,
        row_number() over (
            partition by sales_documents.ref_key order by sales_documents.period, exports.sequence
        ) as nth
    from blank_entries
    inner join sales_documents
        on sales_documents.ref_key = blank_entries.ref_key
        and sales_documents.period > blank_entries.blank_in
        and sales_documents.period <= $period
        and strftime(sales_documents.acct_date, '%Y-%m') < sales_documents.period
    inner join cogs_conditions
        on cogs_conditions._landing = sales_documents._landing
        and cogs_conditions._line = sales_documents._line
        and cogs_conditions.failing_condition is null
    inner join landings on landings.landing = sales_documents._landing
    inner join exports
        on exports.period = sales_documents.period
        and exports.exported_on is not distinct from landings.exported_on
    where
        sales_documents.cost <> 0
        and not coalesce(sales_documents.is_void, false)
        and not exists (
            select 1
            from cogs_entries
            where
                cogs_entries.ref_key = sales_documents.ref_key
                and cogs_entries.period = sales_documents.period
        )
),

replaced_exports as (
    -- For an export that is no longer current, the first later one of its month that lists some of the same documents.
    select
        older.landing,
        min(newer.sequence) as replaced_at
    from exports as older
    inner join exports as newer
        on newer.period = older.period
        and newer.sequence > older.sequence
    where
        not exists (
            select 1 from landings where landings.dataset = 'cogs_entries' and landings.landing = older.landing
        )
        and exists (
            select 1
            from cogs_entries_history as held
            inner join cogs_entries_history as again on again.ref_key = held.ref_key
            where held._landing = older.landing and again._landing = newer.landing
        )
    group by older.landing
),

dropped_entries as (
    select
        held.ref_key,
        held.doc_type,
        held.order_ref as ref,
        held.period as shown_in,
        replaced_exports.replaced_at as shown_at,
        held._landing,
        held._line
    from cogs_entries_history as held
    inner join replaced_exports on replaced_exports.landing = held._landing
    where not exists (
        select 1
        from cogs_entries_history as again
        inner join exports on exports.landing = again._landing
        where
            again.ref_key = held.ref_key
            and exports.period = held.period
            and exports.sequence = replaced_exports.replaced_at
    )
),

voided_entries as (
    select
        sales_documents.ref_key,
        sales_documents.doc_type,
        sales_documents.order_ref as ref,
        sales_documents.period as shown_in,
        landings.sequence as shown_at,
        sales_documents._landing,
        sales_documents._line
    from sales_documents
    inner join landings
        on landings.landing = sales_documents._landing
        and landings.dataset = 'sales_documents'
    where
        sales_documents.is_void
        and sales_documents.period <= $period
        and exists (
            select 1
            from cogs_entries_history as held
            inner join exports on exports.landing = held._landing
            where
                held.ref_key = sales_documents.ref_key
                and held.period <= sales_documents.period
        )
        and not exists (
            select 1
            from cogs_entries
            where
                cogs_entries.ref_key = sales_documents.ref_key
                and cogs_entries.period = sales_documents.period
        )
),

entries as (
    select
        cogs_entries_history.ref_key,
        cogs_entries_history.doc_type,
        cogs_entries_history.order_ref as ref,
        cogs_entries_history.period as shown_in,
        exports.sequence as shown_at,
        cogs_entries_history.acct_date,
        cogs_entries_history.cogs,
        cogs_entries_history._landing,
        cogs_entries_history._line
    from cogs_entries_history
    inner join exports on exports.landing = cogs_entries_history._landing
    union all
    select ref_key, doc_type, ref, shown_in, shown_at, acct_date, cogs, _landing, _line
    from late_costs
    where nth = 1
    union all
    select ref_key, doc_type, ref, shown_in, shown_at, null as acct_date, null as cogs, _landing, _line
    from dropped_entries
    union all
    select ref_key, doc_type, ref, shown_in, shown_at, null as acct_date, null as cogs, _landing, _line
    from voided_entries
),

listed_again as (
    select ref_key
    from entries
    group by ref_key
    having count(*) > 1
),

shown_entries as (
    select
        entries.ref_key,
        entries.doc_type,
        entries.ref,
        entries.shown_in,
        entries.shown_at,
        case
            when entries.acct_date <= last_day(cast(entries.shown_in || '-01' as date))
                then strftime(entries.acct_date, '%Y-%m')
        end as cogs_month,
        coalesce(entries.cogs, 0) as cogs,
        listed_again.ref_key is not null as is_again,
        entries._landing,
        entries._line
    from entries
    left join listed_again on listed_again.ref_key = entries.ref_key
),

repeated_entries as (
    -- Only documents listed more than once have an earlier row.
    select
        *,
        lag(cogs_month) over (partition by ref_key order by shown_in, shown_at) as month_before,
        lag(cogs) over (partition by ref_key order by shown_in, shown_at) as cogs_before
    from shown_entries
    where is_again
),

cogs_movements as (
    select ref_key, doc_type, ref, shown_in, shown_at, cogs_month, cogs as delta, _landing, _line
    from shown_entries
    where
        not is_again
        and cogs_month is not null
    union all
    select
        ref_key, doc_type, ref, shown_in, shown_at, cogs_month,
        cogs - case when month_before = cogs_month then cogs_before else 0 end as delta,
        _landing, _line
    from repeated_entries
    where cogs_month is not null
    union all
    select ref_key, doc_type, ref, shown_in, shown_at, month_before as cogs_month, -cogs_before as delta, _landing, _line
    from repeated_entries
    where
        month_before is not null
        and month_before is distinct from cogs_month
)

select *
from cogs_movements
where delta <> 0
