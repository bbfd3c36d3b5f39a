-- Not yet imported: a dated supplier credit note was never uploaded. Sync All covers only customers, invoices, suppliers, bills
--        and COGS.
--
-- since:  2000-01
-- rule:   causes-ledger.md#g04-not-yet-imported
-- precedence: stock 40
-- effect: Omni stock is lower. Inventory and payables in the ledger are too high.
-- timing: clears once it is uploaded

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
    and booked
    and coalesce(status, 'NOT_IMPORTED') <> 'IMPORTED'
    and leg1 <> 0
