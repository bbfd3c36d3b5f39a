-- Ledger rolls forward: the opening balance of inventory plus its movement equals its closing balance.
--
-- since: 2000-01
-- rule:   identities.md#t2-ledger-rolls-forward
-- left:  opening balance of the inventory accounts plus their movement
-- right: their closing balance
-- needs: balance:inventory

select
    opening + movement as left_side,
    closing as right_side
from account_totals
