-- Reconciliation rolls forward: the opening balance plus the entries equals the closing balance.
--
-- since:  2000-01
-- rule:   identities.md#t1-reconciliation-rolls-forward
-- left:   opening balance plus the entries of the month
-- right:  closing balance
-- method: perpetual
-- needs:  stock_reconciliation_entries

select
    opening + net as left_side,
    closing as right_side
from reconciliation_totals
