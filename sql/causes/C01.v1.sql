-- Returned, not credited: the goods are back by the month end, the credit is booked later or not yet.
--
-- since:  2000-01
-- cause:  C01
-- rule:   causes-sales.md#c01-returned-not-credited
-- effect: stock higher: cost of the goods; revenue, receivables and COGS of the ledger higher
-- timing: clears once the missing date is entered

select
    'C01' as cause_id,
    50 as precedence,
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
    doc_type = 'CN'
    and not is_void
    and not is_draft
    and (moved or move_date is null)
    and not booked
    and leg1 <> 0
