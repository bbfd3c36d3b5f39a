-- Invoiced, not received: the bill is booked and the goods are in transit.
--
-- since:  2000-01
-- cause:  P02
-- rule:   causes-purchases.md#p02-invoiced-not-received
-- effect: stock lower: the ledger holds what is not here
-- timing: clears once the missing date is entered

select
    'P02' as cause_id,
    70 as precedence,
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
    and booked
    and not moved
    and leg1 <> 0
