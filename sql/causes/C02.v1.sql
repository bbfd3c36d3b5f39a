-- Credited, not returned: the credit note is dated by month end, but the goods were returned later or have not been returned.
--
-- since:  2000-01
-- rule:   causes-sales.md#c02-credited-not-returned
-- precedence: stock 30
-- effect: There is no effect unless COGS is already reversed. Omni stock is then higher, and the credit in the ledger has no COGS
--         against it.
-- timing: stays in the books for good if the month is locked before it is corrected

select
    doc_type,
    ref,
    value as amount,
    leg1,
    dataset,
    _landing,
    _line
from sold_effects
where
    doc_type = 'CN'
    and not is_void
    and not is_draft
    and booked
    and not moved
    and not (is_quantity_off and move_date is null and qty_moved <> 0 and coalesce(qty_by_end <> 0, true))
