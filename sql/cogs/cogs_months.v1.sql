-- COGS months: Omni's COGS of each month, the journal of the ledger, and which of Omni's figures that journal was synced from.
--
-- since: 2000-01
-- rule:  domain.md T5. The journal is what the month's own ledger file shows, or, where a later sync replaced it, what Omni said
--        then. `stale` is what the journal missed on the day it was synced; what changed since then is `later`.

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
    select distinct period
    from ledger_balances_as_known
    where role = 'inventory'
),

resynced as (
    select
        cogs_month,
        synced_in,
        synced_at,
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
    -- The export of the month that the journal agrees with; where none does, the first.
    select
        moments.cogs_month,
        moments.shown_at,
        moments.cogs_then,
        row_number() over (
            partition by moments.cogs_month
            order by
                case when moments.cogs_then = journals.amount then 0 else 1 end,
                case when moments.cogs_then = journals.amount then -moments.shown_at else moments.shown_at end
        ) as age
    from moments
    left join journals on journals.cogs_month = moments.cogs_month
    where moments.shown_in = moments.cogs_month
),

totals as (
    select
        cogs_month,
        sum(delta) as cogs
    from cogs_moments
    group by cogs_month
)

select
    ledger_months.period as cogs_month,
    coalesce(totals.cogs, 0) as omni_cogs,
    coalesce(journals.amount, 0) as journal,
    resynced.synced_in is not null as is_resynced,
    coalesce(resynced.synced_in, ledger_months.period) as synced_in,
    coalesce(resynced.synced_at, own_moments.shown_at, 0) as synced_at,
    case
        when resynced.synced_in is null then coalesce(own_moments.cogs_then, 0) - coalesce(journals.amount, 0)
        else 0
    end as stale,
    journals._landing,
    journals._line
from ledger_months
left join journals on journals.cogs_month = ledger_months.period
left join totals on totals.cogs_month = ledger_months.period
left join resynced
    on resynced.cogs_month = ledger_months.period
    and resynced.age = 1
left join own_moments
    on own_moments.cogs_month = ledger_months.period
    and own_moments.age = 1
