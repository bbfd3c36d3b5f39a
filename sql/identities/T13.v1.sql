-- Landed costs equal journals: the ledger posted the landed costs that the reconciliation lists.
--
-- since:  2000-01
-- rule:   identities.md#t13-landed-costs-equal-journals
-- left:   additional costs in the reconciliation
-- right:  landed cost journals on inventory
-- method: perpetual
-- needs:  stock_reconciliation_entries account:inventory

with

posted as (
    select sum(net) as amount
    from ledger_matches
    where
        role = 'inventory'
        and is_in_month
        and doc_type = 'PO'
        and kind = 'journal'
)

select
    reconciliation_totals.landed_costs as left_side,
    posted.amount as right_side
from reconciliation_totals
cross join posted
