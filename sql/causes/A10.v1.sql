-- Till sale without stock, not yet resolved: the till sold goods that the branch did not have, so no stock has left.
--
-- since:  2000-01
-- precedence: stock 25
-- needs:  stock_movements
-- rule:   causes-adjustments.md#a10-till-sale-without-stock-not-yet-resolved
-- effect: Omni stock is higher by the cost of the goods if COGS is already booked. Otherwise COGS in the ledger is too low.
-- timing: clears once the sale is dispatched

select
    doc_type,
    ref,
    value as amount,
    leg1,
    dataset,
    _landing,
    _line
from sold_effects
where
    doc_type = 'SO'
    and is_unmoved
    and value <> 0
