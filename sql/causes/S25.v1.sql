-- Imported twice: the same Omni order is in the ledger twice.
--
-- since:  2000-01
-- rule:   causes-sales.md#s25-imported-twice
-- precedence: books 60
-- effect: Revenue and receivables in the ledger are too high.
-- timing: permanent

select
    doc_type,
    ref,
    posted_revenue - amount as amount,
    gap as revenue,
    'sales_documents' as dataset,
    _landing,
    _line
from sales_effects
where
    doc_type in ('SO', 'CN', 'BATCH')
    and not is_void
    and is_posted
    and is_posted_again
    and abs(posted_revenue) > abs(amount) + 0.02
