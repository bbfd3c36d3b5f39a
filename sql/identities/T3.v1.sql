-- Reconciliation equals the ledger: both close the month with the same inventory.
--
-- since:  2000-01
-- rule:   identities.md#t3-reconciliation-equals-the-ledger
-- left:   closing balance of the reconciliation
-- right:  closing balance of the inventory accounts
-- method: perpetual
-- needs:  stock_reconciliation_entries balance:inventory

select
    reconciliation_totals.closing as left_side,
    account_totals.closing as right_side
from reconciliation_totals
cross join account_totals
