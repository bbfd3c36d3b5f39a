-- References agree: none has another amount in the reconciliation than on the inventory accounts.
--
-- since:  2000-01
-- left:   references that differ
-- right:  zero
-- method: perpetual
-- needs:  stock_reconciliation_entries account:inventory read:bill read:journal

select
    sum(case when round(difference, 2) <> 0 then 1 else 0 end) as left_side,
    sum(0) as right_side  -- blank, as the count is, where there is nothing to compare
from compared_references
where period = $period
