-- Units roll forward: last month's units plus the movements since equal the units on hand.
--
-- since: 2000-01
-- rule:   identities.md#t15-units-roll-forward
-- left:  units in last month's valuation plus the units moved since
-- right: units in the valuation
-- needs: stock_valuation_lines sales_documents purchase_documents stock_adjustments before:stock_valuation_lines
--        before:sales_documents before:purchase_documents before:stock_adjustments kind:SO kind:CN kind:PO kind:SCN

select
    rolled_valuation.units as left_side,
    valuation_totals.units as right_side
from rolled_valuation
cross join valuation_totals
