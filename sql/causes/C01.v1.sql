-- Returned, not credited: the goods were back by month end, but the credit was booked later or has not been booked.
--
-- since:  2000-01
-- rule:   causes-sales.md#c01-returned-not-credited
-- precedence: stock 50
-- effect: Omni stock is higher by the cost of the goods. Revenue, receivables and COGS in the ledger are too high.
-- timing: clears once the missing date is entered

select
    doc_type,
    ref,
    leg1,
    dataset,
    _landing,
    _line
from sold_effects
where
    doc_type = 'CN'
    and not is_void
    and not is_draft
    and (moved or move_date is null or part_date is not null)
    and not booked
    and leg1 <> 0
