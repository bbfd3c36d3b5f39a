-- Invoice left draft: Omni says imported, the ledger holds a draft that no report shows.
--
-- since:  2000-01
-- cause:  S19
-- rule:   causes-sales.md#s19-invoice-left-draft
-- effect: revenue and receivables of the ledger lower; COGS is posted
-- timing: permanent

select
    'S19' as cause_id,
    70 as precedence,
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
    not is_void
    and not is_draft
    and doc_type in ('SO', 'CN', 'BATCH')
    and booked
    and status = 'IMPORTED'
    and members > 0
    and is_compared
    and not is_posted
    and (is_draft_there or expects_drafts)
