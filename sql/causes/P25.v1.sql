-- Back order marked Imported: it took the status over from its original order, so that it is never offered for sync and never
--        billed.
--
-- since:  2000-01
-- cause:  P25
-- rule:   causes-purchases.md#p25-back-order-marked-imported
-- effect: stock higher, inventory and payables of the ledger lower
-- timing: permanent

select
    'P25' as cause_id,
    5 as precedence,
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
    is_inherited
    and (leg1 <> 0 or not is_posted)
