-- Invoiced, not imported: the order has an Invoice Date but was never synced.
--
-- since:  2000-01
-- rule:   causes-sales.md#s05-invoiced-not-imported
-- precedence: stock 60, books 30
-- effect: Omni stock is lower by the cost of the goods, if they have left. Revenue, receivables and COGS in the ledger are too
--         low.
-- timing: clears once it is synced

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
    and booked
    and moved
    and coalesce(status, 'NOT_IMPORTED') = 'NOT_IMPORTED'
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
    and booked
    and coalesce(status, 'NOT_IMPORTED') = 'NOT_IMPORTED'
    and not is_posted
    and coalesce(amount_incl, 1) <> 0
