-- Received, not invoiced: goods are in stock and no bill is booked (GRNI).
--
-- since:  2000-01
-- cause:  P01
-- rule:   causes-purchases.md#p01-received-not-invoiced
-- effect: stock higher, inventory and payables of the ledger lower
-- timing: clears once the missing date is entered

select
    'P01' as cause_id,
    30 as precedence,
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
    and moved
    and acct_date is null
    and leg1 <> 0
