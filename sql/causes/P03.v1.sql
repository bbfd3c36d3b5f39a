-- Received and invoiced in different months: both dates are known, and the month end falls between them.
--
-- since:  2000-01
-- rule:   causes-purchases.md#p03-received-and-invoiced-in-different-months
-- precedence: stock 65
-- effect: Omni stock is higher if the goods arrived first, and lower if the invoice is dated first.
-- timing: clears automatically on the later of the two dates

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
    and (moved <> booked or part_date is not null)
    and move_date is not null
    and acct_date is not null
    and leg1 <> 0
