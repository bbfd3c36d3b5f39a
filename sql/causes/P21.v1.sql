-- Supplier credit note without a number: it cannot be synced if the Supplier Credit Note No is missing or the total is zero.
--
-- since:  2000-01
-- rule:   causes-purchases.md#p21-supplier-credit-note-without-a-number
-- precedence: stock 10
-- effect: Omni stock is lower. Inventory and payables in the ledger are too high.
-- timing: permanent

select
    doc_type,
    ref,
    case when leg1 <> 0 then leg1 else value end as amount,
    leg1,
    dataset,
    _landing,
    _line
from goods_effects
where
    doc_type = 'SCN'
    and not is_void
    and not is_draft
    and ((supplier_inv_no is null and not lacks_number) or amount_incl = 0)
    and (moved or booked)
    and (leg1 <> 0 or status <> 'IMPORTED')
