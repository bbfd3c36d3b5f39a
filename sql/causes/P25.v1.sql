-- Back order marked Imported: the back order inherited the status of its original order, so it is never offered for sync and never billed.
--
-- since:  2000-01
-- precedence: stock 5
-- rule:   causes-purchases.md#p25-back-order-marked-imported
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
    is_inherited
    and (leg1 <> 0 or not is_posted)
