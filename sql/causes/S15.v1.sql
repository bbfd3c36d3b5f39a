-- Register not closed: sold or returned at the till, not dated by a register closing.
--
-- since:  2000-01
-- cause:  S15
-- effect: stock -: cost of the goods; revenue, receivables and COGS of the ledger -
-- timing: self-reversing
-- fix:    Close the register for that payment date.
-- help:   https://help.omni.cin7.com/hc/en-us/articles/9128523653647

select
    'S15' as cause_id,
    10 as place,
    'stock' as side,
    doc_type,
    ref,
    cast(abs(value) as decimal(18, 2)) as amount,
    cast(leg1 as decimal(18, 2)) as leg1,
    cast(0 as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    dataset,
    _landing,
    _line
from stock_effects
where
    doc_type in ('SO', 'CN')
    and not is_void
    and not is_draft
    and channel = 'pos'
    and moved
    and acct_date is null
