-- Reconciliation carries forward: it opens at last month's closing balance.
--
-- since:  2000-01
-- rule:   identities.md#t1b-reconciliation-carries-forward
-- left:   opening balance of the reconciliation
-- right:  closing balance of last month's reconciliation
-- method: perpetual
-- needs:  stock_reconciliation_entries before:stock_reconciliation_entries

with

last_month as (
    select sum(closing) as closing
    from stock_reconciliation_balances
    where period = strftime($period_start - 1, '%Y-%m')
)

select
    reconciliation_totals.opening as left_side,
    last_month.closing as right_side
from reconciliation_totals
cross join last_month
