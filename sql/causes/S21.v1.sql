-- Invoice dates differ: the invoice is dated on another day in the ledger.
--
-- since:  2000-01
-- cause:  S21
-- effect: cut-off: revenue, receivables of the ledger, where the days lie in two months
-- timing: self-reversing
-- fix:    Align the dates.
-- help:   https://help.omni.cin7.com/hc/en-us/articles/9128575781007

select
    'S21' as cause_id,
    90 as place,
    'books' as side,
    doc_type,
    ref,
    cast(abs(amount) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(0 as decimal(18, 2)) as leg2,
    cast(gap as decimal(18, 2)) as revenue,
    dataset,
    _landing,
    _line
from sales_effects
where
    doc_type in ('SO', 'CN')
    and not is_void
    and is_posted
    and acct_date is not null
    and posted_date <> acct_date
