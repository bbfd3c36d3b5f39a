-- Supplier credit without its goods: the credit is booked by the month end, and the goods left later, in part, not yet, or
--        never, where the supplier only lowered the price.
--
-- since:  2000-01
-- cause:  P20
-- rule:   causes-purchases.md#p20-supplier-credit-without-its-goods
-- effect: stock higher, inventory and payables of the ledger lower
-- timing: clears once the goods have left; for a lower price it stays until the unit cost is adjusted

select
    'P20' as cause_id,
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
    doc_type = 'SCN'
    and not is_void
    and not is_draft
    and booked
    and (not moved or is_quantity_off)
    and leg1 <> 0
