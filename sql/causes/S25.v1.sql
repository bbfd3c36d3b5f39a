-- Imported twice: the same Omni order stands twice in the ledger.
--
-- since:  2000-01
-- cause:  S25
-- rule:   causes-sales.md#s25-imported-twice
-- effect: revenue and receivables of the ledger higher
-- timing: permanent

select
    'S25' as cause_id,
    60 as precedence,
    'books' as side,
    doc_type,
    ref,
    cast(abs(posted_revenue - amount) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(0 as decimal(18, 2)) as leg2,
    cast(gap as decimal(18, 2)) as revenue,
    dataset,
    _landing,
    _line
from sales_effects
where
    doc_type in ('SO', 'CN', 'BATCH')
    and not is_void
    and is_posted
    and is_posted_again
    and abs(posted_revenue) > abs(amount) + 0.02
