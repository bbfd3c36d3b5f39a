-- Partial or over-receipt on one purchase order: something was received, and not what was ordered.
--
-- since:  2000-01
-- cause:  P04
-- rule:   causes-purchases.md#p04-partial-or-over-receipt-on-one-purchase-order
-- effect: stock higher or lower: not synced, what came; synced, what did not come (pro rata)
-- timing: becomes permanent if the month is locked

select
    'P04' as cause_id,
    20 as precedence,
    'stock' as side,
    doc_type,
    ref,
    cast(abs(leg1) as decimal(18, 2)) as amount,
    cast(leg1 as decimal(18, 2)) as leg1,
    cast(0 as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    dataset,
    _landing,
    _line
from stock_effects
where
    doc_type = 'PO'
    and not is_void
    and not is_draft
    and is_quantity_off
    and coalesce(qty_moved, 0) <> 0
    and leg1 <> 0
