-- COGS syncs: the journal of each month as the books hold it, and which export of Omni it was last synced from.
--
-- since: 2000-01
-- grain: one row for each month that has a ledger
-- key:   cogs_month
-- rule:  cogs.md#which-journal-the-books-hold
--        `posted` is the journal of the month's own file, `journal` what the books hold since

with

journals as (
    select
        cogs_month,
        sum(amount) as amount,
        min(_landing) as _landing,
        min(_line) as _line
    from cogs_journals
    where cogs_month = period
    group by cogs_month
),

ledger_months as (
    -- A file that ends before the month does cannot hold its journal.
    select distinct ledger_balances_as_known.period
    from ledger_balances_as_known
    left join ledger_ends on ledger_ends.period = ledger_balances_as_known.period
    where
        ledger_balances_as_known.role = 'inventory'
        and ledger_ends.period is null
),

resynced as (
    select
        cogs_month,
        synced_in,
        synced_at,
        cogs_then,
        row_number() over (partition by cogs_month order by synced_in desc) as age
    from cogs_calendar
    where is_taken
),

moments as (
    select
        cogs_month,
        shown_in,
        shown_at,
        sum(delta) over (partition by cogs_month order by shown_in, shown_at) as cogs_then
    from cogs_moments
),

own_moments as (
    select
        moments.cogs_month,
        moments.shown_at,
        row_number() over (
            partition by moments.cogs_month
            order by
                case when moments.cogs_then = journals.amount then 0 else 1 end,
                case when moments.cogs_then = journals.amount then -moments.shown_at else moments.shown_at end
        ) as age
    from moments
    left join journals on journals.cogs_month = moments.cogs_month
    where moments.shown_in = moments.cogs_month
)

select
    ledger_months.period as cogs_month,
    coalesce(journals.amount, 0) as posted,
    coalesce(resynced.cogs_then, journals.amount, 0) as journal,
    resynced.synced_in is not null as is_resynced,
    coalesce(resynced.synced_in, ledger_months.period) as synced_in,
    coalesce(resynced.synced_at, own_moments.shown_at, 0) as synced_at,
    journals._landing,
    journals._line
from ledger_months
left join journals on journals.cogs_month = ledger_months.period
left join resynced
    on resynced.cogs_month = ledger_months.period
    and resynced.age = 1
left join own_moments
    on own_moments.cogs_month = ledger_months.period
    and own_moments.age = 1
