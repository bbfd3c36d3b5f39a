-- Supplier credit without a return: the credit is booked by month end, but the goods left later or only partly, have not left
--        yet, or never will because the supplier only reduced the price.
--
-- since:  2000-01
-- precedence: stock 30
-- rule:   causes-purchases.md#p20-supplier-credit-without-a-return
-- effect: Omni stock is higher. Inventory and payables in the ledger are too low.
-- timing: clears once the goods have left. A price reduction remains until the unit cost is adjusted

select
    doc_type,
    ref,
    leg1,
    dataset,
    _landing,
    _line
from goods_effects
where
    doc_type = 'SCN'
    and not is_void
    and not is_draft
    and booked
    and (not moved or is_quantity_off)
    and leg1 <> 0
