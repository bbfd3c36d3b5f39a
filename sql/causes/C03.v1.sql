-- Returned quantity differs from the credit: Omni does not reverse COGS while the quantities on a line differ.
--
-- since:  2000-01
-- precedence: stock 40
-- effect: Omni stock is higher by the cost of the units returned. COGS in the ledger is too high.
-- timing: stays in the books for good if the month is locked before it is corrected
-- rule:   causes-sales.md#c03-returned-quantity-differs-from-the-credit

select
    doc_type,
    ref,
    leg1,
    dataset,
    _landing,
    _line
from sold_effects
where
    doc_type = 'CN'
    and not is_void
    and not is_draft
    and is_quantity_off
    and (moved or move_date is null)
    and leg1 <> 0
