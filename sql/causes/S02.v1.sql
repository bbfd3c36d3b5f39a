-- Invoiced, not dispatched: revenue has no COGS against it. When the goods leave, COGS is posted back to the invoice's
--        month.
--
-- since:  2000-01
-- precedence: stock 30
-- effect: Stock is not affected yet. Revenue in the ledger is too high, and COGS is too low.
-- timing: stays in the books for good if the month is locked before it is corrected
-- rule:   causes-sales.md#s02-invoiced-not-dispatched

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
    and not is_void
    and not is_draft
    and booked
    and not moved
    and (move_date is null or is_quantity_off)
    and not (is_quantity_off and move_date is null and qty_moved <> 0 and coalesce(qty_by_end <> 0, true))
