-- Invoice left in draft: Omni shows it as imported, but in the ledger it is still a draft, which reports leave out.
--
-- since:  2000-01
-- precedence: books 70
-- rule:   causes-sales.md#s19-invoice-left-in-draft
-- effect: Revenue and receivables in the ledger are too low, although COGS is posted.
-- timing: permanent

select
    doc_type,
    ref,
    amount,
    gap as revenue,
    'sales_documents' as dataset,
    _landing,
    _line
from sales_effects
where
    not is_void
    and not is_draft
    and doc_type in ('SO', 'CN', 'BATCH')
    and booked
    and status = 'IMPORTED'
    and has_members
    and is_compared
    and not is_posted
    and (is_draft_there or expects_drafts)
