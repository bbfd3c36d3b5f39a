-- COGS syncs: the COGS journal of each month as it is in the books, and the Omni export it was last synced from.
--
-- since: 2000-01
-- grain: one row for each month that has a ledger and a COGS Breakdown, unless one from that month on lacks unreadable rows
-- key:   cogs_month
-- rule:  cogs.md#which-journal-the-books-hold, cogs.md#cost-posted-with-each-sale
--        `posted` is the journal in the month's own file, and `journal` is the amount now in the books. If `is_by_sale` is true, both
--        include the cost posted with each sale, which no later sync replaces

with

posted_entries as (
    select cogs_month, amount, false as is_by_sale, _landing, _line
    from cogs_journals
    where cogs_month = period
    union all
    select cogs_month, amount, true as is_by_sale, _landing, _line
    from cogs_by_sale
),

posted_journals as (
    select
        cogs_month,
        sum(amount) as amount,
        max(case when is_by_sale then 1 else 0 end) = 1 as is_by_sale,
        min(_landing) as _landing,
        min(_line) as _line
    from posted_entries
    group by cogs_month
),

ledger_months as (
    -- A file that ends before month end cannot contain the month's journal.
    select distinct ledger_balances_as_known.period
    from ledger_balances_as_known
    left join ledger_ends on ledger_ends.period = ledger_balances_as_known.period
    where
        ledger_balances_as_known.role = 'inventory'
        and ledger_ends.period is null
),

resyncs as (
    select
        cogs_month,
        synced_in,
        synced_at,
        cogs_then,
        row_number() over (partition by cogs_month order by synced_in desc) as age
    from cogs_calendar
    where is_taken
),

cogs_figures as (
    select
        cogs_month,
        shown_in,
        shown_at,
        sum(delta) over (partition by cogs_month order by shown_in, shown_at) as cogs_then
    from cogs_moments
),

own_figures as (
    select
        cogs_figures.cogs_month,
        cogs_figures.shown_at,
        row_number() over (
            partition by cogs_figures.cogs_month
            order by
                case when cogs_figures.cogs_then = posted_journals.amount then 0 else 1 end,
                case when cogs_figures.cogs_then = posted_journals.amount then -cogs_figures.shown_at else cogs_figures.shown_at end
        ) as age
    from cogs_figures
    left join posted_journals on posted_journals.cogs_month = cogs_figures.cogs_month
    where cogs_figures.shown_in = cogs_figures.cogs_month
)

select
    ledger_months.period as cogs_month,
    coalesce(posted_journals.amount, 0) as posted,
    coalesce(resyncs.cogs_then, posted_journals.amount, 0) as journal,
    coalesce(posted_journals.is_by_sale, false) as is_by_sale,
    resyncs.synced_in is not null as is_resynced,
    coalesce(resyncs.synced_in, ledger_months.period) as synced_in,
    coalesce(resyncs.synced_at, own_figures.shown_at, 0) as synced_at,
    posted_journals._landing,
    posted_journals._line
from ledger_months
left join posted_journals on posted_journals.cogs_month = ledger_months.period
left join resyncs
    on resyncs.cogs_month = ledger_months.period
    and resyncs.age = 1
    and not coalesce(posted_journals.is_by_sale, false)
left join own_figures
    on own_figures.cogs_month = ledger_months.period
    and own_figures.age = 1
where
    exists (
        -- Without the month's COGS Breakdown, it is unknown what its journal should be.
        select 1
        from landings
        where
            landings.dataset = 'cogs_entries'
            and landings.period = ledger_months.period
    )
    and not exists (
        -- An unreadable row may hold the COGS that the journal contains.
        select 1
        from incomplete_exports
        where
            incomplete_exports.dataset = 'cogs_entries'
            and incomplete_exports.period >= ledger_months.period
    )
    and not exists (
        select 1
        from sales_not_in_cogs
        where sales_not_in_cogs.period >= ledger_months.period
    )
