-- Invoiced, not received: the bill is booked, but the goods are still in transit.
--
-- since:  2000-01
-- rule:   causes-purchases.md#p02-invoiced-not-received
-- precedence: stock 70
-- effect: Omni stock is lower. The ledger includes goods that have not arrived.
-- timing: clears once the missing date is entered

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
    and booked
    and not moved
    and leg1 <> 0
