-- Supplier credit note without a number: it cannot be synced without Supplier Credit Note No, nor with a total of
--        zero.
--
-- since:  2000-01
-- cause:  P21
-- rule:   causes-purchases.md#p21-supplier-credit-note-without-a-number
-- effect: stock lower, inventory and payables of the ledger higher
-- timing: permanent

select
    'P21' as cause_id,
    10 as precedence,
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
    doc_type = 'SCN'
    and not is_void
    and not is_draft
    and (supplier_inv_no is null or amount_incl = 0)
    and (moved or booked)
    and (leg1 <> 0 or status <> 'IMPORTED')
