-- COGS equals its journal: the month's COGS journals equal the COGS Breakdown.
--
-- since:  2000-01
-- rule:   identities.md#t5-cogs-equals-its-journal
-- left:   COGS Breakdown for invoices dated in the month
-- right:  COGS journals of the month
-- method: perpetual
-- needs:  cogs_entries account:inventory account:cogs

with

breakdown as (
    select sum(case when acct_date between $period_start and $period_end then cogs end) as cogs
    from cogs_entries
    where period = $period
)

select
    breakdown.cogs as left_side,
    cogs_journal_totals.taken as right_side
from breakdown
cross join cogs_journal_totals
