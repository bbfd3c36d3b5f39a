-- Valuation equals the ledger: inventory equals the valuation after the closing-stock journal.
--
-- since:  2000-01
-- rule:   identities.md#t3p-valuation-equals-the-ledger
-- left:   stock valuation at the month end
-- right:  closing balance of the inventory accounts
-- method: periodic
-- needs:  stock_valuation_lines balance:inventory

select
    valuation_totals.stock_value as left_side,
    account_totals.closing as right_side
from valuation_totals
cross join account_totals
