-- Supplier credit note completed, not dated: the goods went back by month end, but the credit was booked later or has not been booked.
--
-- since:  2000-01
-- rule:   causes-purchases.md#p19-supplier-credit-note-completed-not-dated
-- precedence: stock 20
-- effect: Omni stock is lower. Inventory and payables in the ledger are too high.
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
    doc_type = 'SCN'
    and not is_void
    and not is_draft
    and (moved or part_date is not null)
    and not booked
    and leg1 <> 0
