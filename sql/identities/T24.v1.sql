-- Deposits reconcile: both movements of the account agree, each adjusted for what only the other side has.
--
-- since: 2000-01
-- rule:   identities.md#t24-deposits-reconcile
-- left:  Omni's adjusted movement
-- right: the ledger's adjusted movement
-- needs: sales_documents whole:payments payments account:deposits kind:SO

select
    omni_adjusted as left_side,
    ledger_adjusted as right_side
from control_totals
where role = 'deposits'
