-- Periodic COGS: opening stock plus purchases less closing stock equals the ledger's COGS.
--
-- since:  2000-01
-- rule:   identities.md#t18-periodic-cogs
-- left:   opening inventory plus purchases less the stock valuation
-- right:  COGS accounts, debits less credits
-- method: periodic
-- needs:  purchase_documents stock_valuation_lines balance:inventory account:cogs kind:PO kind:SCN amount:purchase_documents

select
    account_totals.opening + purchase_totals.amount - valuation_totals.stock_value as left_side,
    account_totals.cogs as right_side
from account_totals
cross join purchase_totals
cross join valuation_totals
