-- Dispatched, not invoiced: the goods have left, but no invoice is booked.
--
-- since:  2000-01
-- precedence: stock 70
-- effect: Omni stock is lower by the cost of the goods. Revenue, receivables and COGS in the ledger are too low.
-- timing: clears once the missing date is entered
-- rule:   causes-sales.md#s01-dispatched-not-invoiced

select
    doc_type,
    ref,
    leg1,
    dataset,
    _landing,
    _line
from sold_effects
where
    doc_type = 'SO'
    and not is_void
    and not is_draft
    and (moved or move_date is null or part_date is not null)
    and acct_date is null
    and leg1 <> 0
