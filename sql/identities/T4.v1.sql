-- References agree: every reference has the same amount in the reconciliation and on the inventory accounts.
--
-- since:  2000-01
-- rule:   identities.md#t4-references-agree
-- left:   references that differ
-- right:  zero
-- method: perpetual
-- needs:  stock_reconciliation_entries account:inventory read:bill read:journal

select
    sum(case when round(difference, 2) <> 0 then 1 else 0 end) as left_side,
    sum(0) as right_side  -- blank, like the count, if there are no rows to compare
from compared_references
where period = $period
