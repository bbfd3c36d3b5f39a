-- Returned is not what was credited: Omni reverses no COGS while a line differs.
--
-- since:  2000-01
-- precedence: stock 40
-- effect: stock higher: cost of the units that came back; COGS of the ledger higher
-- timing: becomes permanent if the month is locked
-- rule:   domain.md 9.1: stock moves on Qty Moved, so that a credit without a completed date counts for what came back

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
