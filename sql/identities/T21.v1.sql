-- Payables reconcile: both movements of the account agree, each adjusted for what only the other side has.
--
-- since: 2000-01
-- rule:   identities.md#t21-payables-reconcile
-- left:  Omni's adjusted movement
-- right: the ledger's adjusted movement
-- needs: purchase_documents account:payable kind:PO kind:SCN amount:purchase_documents

select
    omni_adjusted as left_side,
    ledger_adjusted as right_side
from control_totals
where role = 'payable'
