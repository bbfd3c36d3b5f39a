-- Dispatched and invoiced in different months: both dates are known and the month end lies between them.
--
-- since:  2000-01
-- cause:  S03
-- rule:   causes-sales.md#s03-dispatched-and-invoiced-in-different-months
-- effect: stock lower: dispatched first; higher: invoiced first, once COGS lands back in the month of the invoice
-- timing: clears by itself on the later of the two dates

select
    'S03' as cause_id,
    80 as precedence,
    'stock' as side,
    doc_type,
    ref,
    cast(abs(leg1) as decimal(18, 2)) as amount,
    cast(leg1 as decimal(18, 2)) as leg1,
    cast(0 as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    dataset,
    _landing,
    _line
from stock_effects
where
    doc_type = 'SO'
    and not is_void
    and not is_draft
    and moved <> booked
    and move_date is not null
    and acct_date is not null
    and leg1 <> 0
