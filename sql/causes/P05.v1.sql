-- Supplier invoice number missing: a purchase order without Supplier Inv No cannot be synced.
--
-- since:  2000-01
-- cause:  P05
-- rule:   causes-purchases.md#p05-supplier-invoice-number-missing
-- effect: stock higher, inventory and payables of the ledger lower
-- timing: permanent

select
    'P05' as cause_id,
    40 as precedence,
    'stock' as side,
    doc_type,
    ref,
    cast(abs(case when leg1 <> 0 then leg1 else value end) as decimal(18, 2)) as amount,
    cast(leg1 as decimal(18, 2)) as leg1,
    cast(0 as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    dataset,
    _landing,
    _line
from stock_effects
where
    doc_type = 'PO'
    and not is_void
    and not is_draft
    and supplier_inv_no is null
    and (moved or booked)
    and (leg1 <> 0 or status <> 'IMPORTED')
