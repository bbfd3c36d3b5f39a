-- Invoice differs: the price, quantity, discount or tax was edited on one side after the sync.
--
-- since:  2000-01
-- precedence: books 80
-- rule:   causes-sales.md#s20-invoice-differs
-- effect: Revenue, receivables and tax in the ledger differ from Omni.
-- timing: permanent

with

-- A report that has not converted its foreign sales states another amount than the ledger for each of them.
converted as (
    select count(*) > 0 as are_foreign_sales
    from sales_effects
    where
        is_foreign
        and amount <> 0
        and is_posted
        and abs(case when is_revenue_known then posted_revenue - amount else posted_total - amount_incl end) <= 0.02
)

select
    doc_type,
    ref,
    case when posted_revenue <> amount then posted_revenue - amount else posted_total - amount_incl end as amount,
    gap as revenue,
    'sales_documents' as dataset,
    _landing,
    _line
from sales_effects
cross join converted
where
    doc_type in ('SO', 'CN')
    and (not is_foreign or converted.are_foreign_sales)
    and not is_void
    and is_posted
    and booked
    and (
        (is_revenue_known and abs(posted_revenue - amount) > 0.02)
        or (is_on_receivable and abs(posted_total - amount_incl) > 0.02)
    )
