-- Dispatched, not invoiced: the goods have gone, and nothing is booked.
--
-- since:  2000-01
-- cause:  S01
-- effect: stock lower: cost of the goods; revenue, receivables and COGS of the ledger lower
-- timing: clears once the missing date is entered
-- rule:   causes-sales.md#s01-dispatched-not-invoiced

select
    'S01' as cause_id,
    70 as precedence,
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
    and (moved or move_date is null)
    and acct_date is null
    and leg1 <> 0
