-- Invoice left draft: Omni says imported, the ledger holds a draft that no report shows.
--
-- since:  2000-01
-- rule:   causes-sales.md#s19-invoice-left-draft
-- precedence: books 70
-- effect: revenue and receivables of the ledger lower; COGS is posted
-- timing: permanent

select
    doc_type,
    ref,
    amount,
    gap as revenue,
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
