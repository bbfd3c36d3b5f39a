-- Duplicate supplier invoice: two purchase orders have the same supplier and the same invoice number. The one that was never
--        received, or otherwise the later one, is listed.
--
-- since:  2000-01
-- rule:   causes-purchases.md#p24-duplicate-supplier-invoice
-- precedence: stock 10
-- effect: Omni stock is lower and payables are too high, because the value is booked twice.
-- timing: permanent

select
    doc_type,
    ref,
    value as amount,
    leg1,
    dataset,
    _landing,
    _line
from goods_effects
where
    doc_type = 'PO'
    and not is_void
    and not is_draft
    and is_twin
    and (moved or booked)
