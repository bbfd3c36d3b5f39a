-- COGS withdrawn: documents that have lost their COGS, because a repeated export no longer lists them or because they became void.
--
-- since: 2000-01
-- grain: one row for each document and each export that showed it
-- key:   ref_key, shown_in, shown_at, _landing, _line
-- rule:  cogs.md#changes-after-the-close

with

replacements as (
    -- For each export that has been replaced, find the first later export for its month that lists some of the same documents.
    select
        older.landing,
        min(newer.sequence) as replaced_at
    from cogs_exports as older
    inner join cogs_exports as newer
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

dropped as (
    select
        held.ref_key,
        held.doc_type,
        held.order_ref as ref,
        held.period as shown_in,
        replacements.replaced_at as shown_at,
        held._landing,
        held._line
    from cogs_entries_history as held
    inner join replacements on replacements.landing = held._landing
    where not exists (
        select 1
        from cogs_entries_history as again
        inner join cogs_exports on cogs_exports.landing = again._landing
        where
            again.ref_key = held.ref_key
            and cogs_exports.period = held.period
            and cogs_exports.sequence = replacements.replaced_at
    )
    and not exists (
        select 1
        from unreadable_rows_history as unreadable
        where
            unreadable.dataset = 'cogs_entries'
            and unreadable.ref_key = held.ref_key
            and unreadable.period = held.period
    )
),

voided as (
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
            inner join cogs_exports on cogs_exports.landing = held._landing
            where
                held.ref_key = sales_documents.ref_key
                and held.period <= sales_documents.period
        )
        and not exists (
            select 1
            from cogs_listed
            where
                cogs_listed.ref_key = sales_documents.ref_key
                and cogs_listed.period = sales_documents.period
        )
)

select ref_key, doc_type, ref, shown_in, shown_at, _landing, _line
from dropped
union all
select ref_key, doc_type, ref, shown_in, shown_at, _landing, _line
from voided
