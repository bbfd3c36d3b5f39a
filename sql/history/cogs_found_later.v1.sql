-- COGS found later: documents with blank COGS whose cost appears in a later sales report, as it would in a COGS Breakdown exported on the
-- same day.
--
-- since: 2000-01
-- grain: one row for each such document
-- key:   ref_key
-- rule:  cogs.md#changes-after-the-close
--        A COGS Breakdown lists documents invoiced or dispatched in its month. It does not include a document that is synced later

with

blank_entries as (
    select
        cogs_entries_history.ref_key,
        max(cogs_entries_history.period) as blank_in
    from cogs_entries_history
    inner join cogs_exports on cogs_exports.landing = cogs_entries_history._landing
    where cogs_entries_history.cogs is null
    group by cogs_entries_history.ref_key
),

late_costs as (
    select
        sales_documents.ref_key,
        sales_documents.doc_type,
        sales_documents.order_ref as ref,
        sales_documents.period as shown_in,
        cogs_exports.sequence as shown_at,
        sales_documents.acct_date,
        sales_documents.cost as cogs,
        sales_documents._landing,
        sales_documents._line,
        row_number() over (
            partition by sales_documents.ref_key order by sales_documents.period, cogs_exports.sequence
        ) as nth
    from blank_entries
    inner join sales_documents
        on sales_documents.ref_key = blank_entries.ref_key
        and sales_documents.period > blank_entries.blank_in
        and sales_documents.period <= $period
        and strftime(sales_documents.acct_date, '%Y-%m') < sales_documents.period
    left join cogs_conditions
        on cogs_conditions._landing = sales_documents._landing
        and cogs_conditions._line = sales_documents._line
    inner join landings on landings.landing = sales_documents._landing
    inner join cogs_exports
        on cogs_exports.period = sales_documents.period
        and cogs_exports.exported_on is not distinct from landings.exported_on
    where
        sales_documents.cost <> 0
        and cogs_conditions.failing_condition is null
        and not coalesce(sales_documents.is_void, false)
        and not exists (
            select 1
            from cogs_listed
            where
                cogs_listed.ref_key = sales_documents.ref_key
                and cogs_listed.period = sales_documents.period
        )
)

select
    ref_key,
    doc_type,
    ref,
    shown_in,
    shown_at,
    acct_date,
    cogs,
    _landing,
    _line
from late_costs
where nth = 1
