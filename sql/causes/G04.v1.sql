-- Not yet imported: a dated supplier credit note that was never uploaded: Sync All covers customers, invoices,
--        suppliers, bills and COGS only.
--
-- since:  2000-01
-- cause:  G04
-- rule:   causes-ledger.md#g04-not-yet-imported
-- effect: stock lower: inventory and payables of the ledger higher
-- timing: clears once it is uploaded

select
    'G04' as cause_id,
    40 as precedence,
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
    and booked
    and coalesce(status, 'NOT_IMPORTED') <> 'IMPORTED'
    and leg1 <> 0
