-- Invoice differs: price, quantity, discount or tax were edited on one side after the sync.
--
-- since:  2000-01
-- cause:  S20
-- rule:   causes-sales.md#s20-invoice-differs
-- effect: revenue, receivables, tax of the ledger
-- timing: permanent

select
    'S20' as cause_id,
    80 as precedence,
    'books' as side,
    doc_type,
    ref,
    cast(abs(case when posted_revenue <> amount then posted_revenue - amount else posted_total - amount_incl end) as decimal(18, 2))
        as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(0 as decimal(18, 2)) as leg2,
    cast(gap as decimal(18, 2)) as revenue,
    dataset,
    _landing,
    _line
from sales_effects
where
    doc_type in ('SO', 'CN')
    and not is_void
    and is_posted
    and booked
    and (
        (is_revenue_known and abs(posted_revenue - amount) > 0.02)
        or (receivable_lines > 0 and abs(posted_total - amount_incl) > 0.02)
    )
