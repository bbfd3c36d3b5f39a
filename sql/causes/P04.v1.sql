-- Partial or over-receipt on one purchase order: the quantity received differs from the quantity ordered.
--
-- since:  2000-01
-- rule:   causes-purchases.md#p04-partial-or-over-receipt-on-one-purchase-order
-- precedence: stock 20
-- effect: Omni stock is higher by the units received if the order is not synced, and lower by the outstanding units if it is
--         (pro rata).
-- timing: stays in the books for good if the month is locked before it is corrected

select
    doc_type,
    ref,
    leg1,
    dataset,
    _landing,
    _line
from goods_effects
where
    doc_type = 'PO'
    and not is_void
    and not is_draft
    and is_quantity_off
    and coalesce(qty_moved, 0) <> 0
    and leg1 <> 0
