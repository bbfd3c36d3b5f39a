-- Rounding: the amounts differ by up to 0.02, because the ledger calculates tax by line and Omni by document.
--
-- since:  2000-01
-- precedence: books 100, ledger 100
-- kind:   info
-- rule:   causes-sales.md#s24-rounding
-- effect: The balances differ by a few cents.
-- timing: permanent

select
    'books' as side,
    doc_type,
    ref,
    greatest(
        abs(posted_revenue - amount),
        abs(case when is_on_receivable then posted_total - amount_incl else 0 end)
    ) as amount,
    0 as leg2,
    gap as revenue,
    'sales_documents' as dataset,
    _landing,
    _line
from sales_effects
where
    doc_type in ('SO', 'CN')
    and not is_void
    and is_posted
    and booked
    and (posted_revenue <> amount or (is_on_receivable and posted_total <> amount_incl))
    and abs(posted_revenue - amount) <= 0.02
union all
select
    'ledger' as side,
    doc_type,
    ref,
    leg2 as amount,
    leg2,
    0 as revenue,
    dataset,
    _landing,
    _line
from ledger_effects
where
    doc_type in ('PO', 'SCN', 'ADJ')
    and not is_void
    and is_posted
    and leg2 <> 0
    and abs(leg2) <= 0.02
