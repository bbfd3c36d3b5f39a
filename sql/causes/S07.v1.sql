-- Do Not Import without a batch: the order is kept out of the ledger, and no batch covers it.
--
-- since:  2000-01
-- precedence: books 40
-- effect: Revenue and receivables in the ledger are too low, although COGS is posted.
-- timing: permanent
-- rule:   causes-sales.md#s07-do-not-import-without-a-batch

select
    doc_type,
    ref,
    amount,
    gap as revenue,
    'sales_documents' as dataset,
    _landing,
    _line
from sales_effects
cross join settings_in_force
where
    not settings_in_force.third_party_sales_poster
    and not is_void
    and not is_draft
    and doc_type in ('SO', 'CN')
    and status = 'DO_NOT_IMPORT'
    and is_without_batch
    and coalesce(amount_incl, 1) <> 0
    and (booked or moved)
    and not is_posted
