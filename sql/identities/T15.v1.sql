-- Units roll forward: what was on hand and what moved since give what is on hand.
--
-- since: 2000-01
-- left:  units of last month's valuation and those that moved since
-- right: units of the valuation
-- needs: stock_valuation_lines sales_documents purchase_documents stock_adjustments before:stock_valuation_lines
--        before:sales_documents before:purchase_documents before:stock_adjustments

select
    rolled_valuation.units as left_side,
    valuation_totals.units as right_side
from rolled_valuation
cross join valuation_totals
