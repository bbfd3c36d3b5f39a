-- Dispatched quantity differs from the order: Omni does not calculate COGS while the quantity on a line is short or over.
--
-- since:  2000-01
-- precedence: stock 40
-- effect: Omni stock is lower by the cost of the units that moved. COGS in the ledger is too low.
-- timing: stays in the books for good if the month is locked before it is corrected
-- rule:   causes-sales.md#s04-dispatched-quantity-differs-from-the-order

select
    doc_type,
    ref,
    leg1,
    dataset,
    _landing,
    _line
from sold_effects
where
    doc_type = 'SO'
    and not is_void
    and not is_draft
    and is_quantity_off
    and (moved or move_date is null)
    and leg1 <> 0
