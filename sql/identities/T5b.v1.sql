-- COGS is in the reconciliation: its COGS equals the COGS Breakdown.
--
-- since:  2000-01
-- rule:   identities.md#t5b-cogs-is-in-the-reconciliation
-- left:   COGS Breakdown for invoices dated in the month
-- right:  COGS section of the reconciliation
-- method: perpetual
-- needs:  cogs_entries stock_reconciliation_entries

with

breakdown as (
    select sum(case when acct_date between $period_start and $period_end then cogs end) as cogs
    from cogs_entries
    where period = $period
)

select
    breakdown.cogs as left_side,
    reconciliation_totals.cogs as right_side
from breakdown
cross join reconciliation_totals
