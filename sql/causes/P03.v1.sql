-- Received and invoiced in different months: both dates are known and the month end lies between them.
--
-- since:  2000-01
-- rule:   causes-purchases.md#p03-received-and-invoiced-in-different-months
-- precedence: stock 65
-- effect: Omni stock is higher if the goods came first, and lower if the invoice came first.
-- timing: clears by itself on the later of the two dates

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
    and moved <> booked
    and move_date is not null
    and acct_date is not null
    and leg1 <> 0
