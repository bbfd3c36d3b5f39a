-- Duplicate supplier invoice: two purchase orders carry the same number of the same supplier; the copy never
--        received, or the later one, is named.
--
-- since:  2000-01
-- cause:  P24
-- rule:   causes-purchases.md#p24-duplicate-supplier-invoice
-- effect: stock lower, payables higher: the value is booked twice
-- timing: permanent

select
    'P24' as cause_id,
    10 as precedence,
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
    doc_type = 'PO'
    and not is_void
    and not is_draft
    and is_twin
    and (moved or booked)
