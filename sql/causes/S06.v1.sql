-- Sync error: the last sync of the order failed.
--
-- since:  2000-01
-- rule:   causes-sales.md#s06-sync-error
-- precedence: stock 50, books 20
-- effect: Omni stock is lower by the cost of the goods. Revenue, receivables and COGS in the ledger are too low.
-- timing: permanent

select
    'stock' as side,
    doc_type,
    ref,
    leg1 as amount,
    leg1,
    0 as revenue,
    dataset,
    _landing,
    _line
from sold_effects
where
    doc_type in ('SO', 'CN')
    and not is_void
    and not is_draft
    and status = 'ERROR'
    and moved
    and booked
    and leg1 <> 0
union all
select
    'books' as side,
    doc_type,
    ref,
    amount,
    0 as leg1,
    gap as revenue,
    'sales_documents' as dataset,
    _landing,
    _line
from sales_effects
where
    doc_type in ('SO', 'CN')
    and not is_void
    and not is_draft
    and status = 'ERROR'
    and booked
    and not is_posted
