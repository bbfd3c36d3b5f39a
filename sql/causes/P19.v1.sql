-- Supplier credit note completed, not dated: goods went back by the month end, the credit is booked later or not yet.
--
-- since:  2000-01
-- cause:  P19
-- rule:   causes-purchases.md#p19-supplier-credit-note-completed-not-dated
-- effect: stock lower, inventory and payables of the ledger higher
-- timing: clears once the missing date is entered

select
    'P19' as cause_id,
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
    doc_type = 'SCN'
    and not is_void
    and not is_draft
    and moved
    and not booked
    and leg1 <> 0
