-- Adjustments equal journals: the ledger posted the adjustments that the reconciliation lists.
--
-- since:  2000-01
-- rule:   identities.md#t12-adjustments-equal-journals
-- left:   adjustments in the reconciliation
-- right:  adjustment journals on inventory
-- method: perpetual
-- needs:  stock_reconciliation_entries account:inventory

with

posted as (
    select sum(net) as amount
    from ledger_matches
    where
        role = 'inventory'
        and is_in_month
        and doc_type = 'ADJ'
)

select
    reconciliation_totals.adjustments as left_side,
    posted.amount as right_side
from reconciliation_totals
cross join posted
