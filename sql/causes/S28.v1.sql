-- Zero-total order: an order with a total of zero is never synced, and so never gets COGS.
--
-- since:  2000-01
-- cause:  S28
-- rule:   causes-sales.md#s28-zero-total-order
-- effect: stock lower: cost of the goods; COGS of the ledger lower
-- timing: permanent

select
    'S28' as cause_id,
    55 as precedence,
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
    doc_type = 'SO'
    and not is_void
    and not is_draft
    and amount_incl = 0
    and moved
    and booked
    and coalesce(status, 'NOT_IMPORTED') = 'NOT_IMPORTED'
    and leg1 <> 0
