-- Zero-total order: an order with a total of zero is never synced, so it never gets COGS.
--
-- since:  2000-01
-- rule:   causes-sales.md#s28-zero-total-order
-- precedence: stock 55
-- effect: Omni stock is lower by the cost of the goods. COGS in the ledger is too low.
-- timing: permanent

select
    doc_type,
    ref,
    leg1,
    dataset,
    _landing,
    _line
from sold_effects
where
    doc_type = 'SO'
    and not is_void
    and not is_draft
    and amount_incl = 0
    and moved
    and booked
    and coalesce(status, 'NOT_IMPORTED') = 'NOT_IMPORTED'
    and leg1 <> 0
