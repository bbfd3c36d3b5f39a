-- Landed costs reconcile: both movements of the account agree, each adjusted for what only the other side has.
--
-- since: 2000-01
-- rule:   identities.md#t23-landed-costs-reconcile
-- left:  Omni's adjusted movement
-- right: the ledger's adjusted movement
-- method: perpetual
-- needs: stock_reconciliation_entries purchase_documents account:landed_costs kind:PO

select
    omni_adjusted as left_side,
    ledger_adjusted as right_side
from control_totals
where role = 'landed_costs'
