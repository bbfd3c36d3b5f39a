-- Invoiced, not dispatched: revenue stands without COGS; when the goods go, COGS lands back in the month of the
--        invoice.
--
-- since:  2000-01
-- cause:  S02
-- effect: none now; revenue higher, COGS lower in the ledger
-- timing: becomes permanent if the month is locked
-- rule:   causes-sales.md#s02-invoiced-not-dispatched

select
    'S02' as cause_id,
    30 as precedence,
    'stock' as side,
    doc_type,
    ref,
    cast(abs(value) as decimal(18, 2)) as amount,
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
    and booked
    and not moved
    and (move_date is null or is_quantity_off)
    and not (is_quantity_off and move_date is null and qty_moved <> 0)
