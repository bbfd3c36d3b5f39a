-- Supplier invoice number missing: a purchase order without a Supplier Inv No cannot be synced.
--
-- since:  2000-01
-- rule:   causes-purchases.md#p05-supplier-invoice-number-missing
-- precedence: stock 40
-- effect: Omni stock is higher. Inventory and payables in the ledger are too low.
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
    doc_type = 'PO'
    and not is_void
    and not is_draft
    and supplier_inv_no is null
    and not lacks_number
    and (moved or booked)
    and (leg1 <> 0 or status <> 'IMPORTED')
