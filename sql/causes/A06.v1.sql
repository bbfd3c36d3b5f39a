-- Stock transfer in transit: goods have left one branch but have not arrived at the other by month end.
--
-- since:  2000-01
-- kind:   timing
-- precedence: stock 10
-- needs:  stock_movements
-- rule:   causes-adjustments.md#a06-stock-transfer-in-transit
-- effect: Omni stock is lower by the value in transit. There is no effect if the valuation counts goods in transit.
-- timing: clears once the goods are received

select
    'BT' as doc_type,
    ref,
    -stock_value as leg1,
    dataset,
    _landing,
    _line
from transit_values
where
    not counts_transit
    and stock_value <> 0
