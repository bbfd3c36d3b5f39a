-- References agree: every reference has the same amount in the reconciliation and on the inventory accounts.
--
-- since:  2000-01
-- rule:   identities.md#t4-references-agree
-- left:   references that differ
-- right:  zero
-- method: perpetual
-- needs:  stock_reconciliation_entries account:inventory read:bill read:journal

select
    cast(sum(case when round(difference, 2) <> 0 then 1 else 0 end) as integer) as left_side,
    cast(sum(0) as integer) as right_side  -- blank, like the count, if there are no rows to compare
from compared_references
where
    period = $period
    and is_compared
