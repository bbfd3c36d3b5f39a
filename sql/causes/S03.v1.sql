-- Dispatched and invoiced in different months: both dates are known, and the month end falls between them.
--
-- since:  2000-01
-- rule:   causes-sales.md#s03-dispatched-and-invoiced-in-different-months
-- precedence: stock 80
-- effect: Omni stock is lower if the goods left first. It is higher if the invoice is dated first, once COGS is posted back to the
--         invoice's month.
-- timing: clears automatically on the later of the two dates

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
    and (moved <> booked or part_date is not null)
    and move_date is not null
    and acct_date is not null
    and leg1 <> 0
