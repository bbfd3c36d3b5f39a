-- Automatic adjustment left open: Omni adjusted the stock automatically after a sale of stock it did not have, and nobody has
--        completed the adjustment.
--
-- since:  2000-01
-- rule:   causes-adjustments.md#a03-automatic-adjustment-left-open
-- precedence: stock 10
-- effect: Omni stock differs by the total of the adjustment from the day it was created.
-- timing: permanent

select
    doc_type,
    ref,
    value as amount,
    leg1,
    dataset,
    _landing,
    _line
from goods_effects
where
    doc_type = 'ADJ'
    and not is_void
    and not is_draft
    and is_open_auto
    and created_date <= $period_end
