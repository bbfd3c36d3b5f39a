-- Valuation rolls forward: last month's valuation plus the movements since equals the valuation.
--
-- since: 2000-01
-- rule:   identities.md#t16-valuation-rolls-forward
-- left:  last month's valuation plus the movements since, at cost
-- right: valuation
-- needs: stock_valuation_lines sales_documents purchase_documents stock_adjustments before:stock_valuation_lines
--        before:sales_documents before:purchase_documents before:stock_adjustments kind:SO kind:CN kind:PO kind:SCN
--        cost:sales_documents cost:purchase_documents

select
    rolled_valuation.stock_value as left_side,
    valuation_totals.stock_value as right_side
from rolled_valuation
cross join valuation_totals
