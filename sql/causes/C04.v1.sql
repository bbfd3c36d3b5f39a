-- Credit note without Sales Reference: it cannot be uploaded if the Sales Reference is missing or the total is zero.
--
-- since:  2000-01
-- rule:   causes-sales.md#c04-credit-note-without-sales-reference
-- precedence: stock 20, books 10
-- effect: Omni stock is higher by the cost of the goods returned. Revenue, receivables and COGS in the ledger are too high.
-- timing: permanent

select
    'stock' as side,
    doc_type,
    ref,
    case when leg1 <> 0 then leg1 else amount end as amount,
    leg1,
    0 as revenue,
    dataset,
    _landing,
    _line
from sold_effects
where
    doc_type = 'CN'
    and not is_void
    and not is_draft
    and ((sales_reference is null and not lacks_sales_reference) or amount_incl = 0)
    and coalesce(status, 'NOT_IMPORTED') = 'NOT_IMPORTED'
    and (moved or booked)
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
    doc_type = 'CN'
    and not is_void
    and not is_draft
    and (is_without_reference or amount_incl = 0)
    and coalesce(status, 'NOT_IMPORTED') = 'NOT_IMPORTED'
    and booked
    and not is_posted
