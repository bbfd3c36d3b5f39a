-- Received, not invoiced: the goods are in stock but no bill is booked (GRNI).
--
-- since:  2000-01
-- rule:   causes-purchases.md#p01-received-not-invoiced
-- precedence: stock 30
-- effect: Omni stock is higher. Inventory and payables in the ledger are too low.
-- timing: clears once the missing date is entered

select
    doc_type,
    ref,
    leg1,
    dataset,
    _landing,
    _line
from goods_effects
where
    doc_type = 'PO'
    and not is_void
    and not is_draft
    and (moved or part_date is not null)
    and acct_date is null
    and leg1 <> 0
