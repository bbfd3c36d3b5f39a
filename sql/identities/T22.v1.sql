-- Cost of goods sold reconciles: both movements of the account agree, each adjusted for what only the other side has.
--
-- since: 2000-01
-- rule:   identities.md#t22-cost-of-goods-sold-reconciles
-- left:  Omni's adjusted movement
-- right: the ledger's adjusted movement
-- method: perpetual
-- needs: cogs_entries account:inventory account:cogs

select
    omni_adjusted as left_side,
    ledger_adjusted as right_side
from control_totals
where role = 'cogs'
