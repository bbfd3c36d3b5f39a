-- Rounding: a difference of up to 0.02: the ledger computes tax by line, Omni by document.
--
-- since:  2000-01
-- cause:  S24
-- kind:   info
-- rule:   causes-sales.md#s24-rounding
-- effect: cents
-- timing: permanent

select
    'S24' as cause_id,
    100 as precedence,
    'books' as side,
    doc_type,
    ref,
    cast(
        greatest(
            abs(posted_revenue - amount),
            abs(case when receivable_lines > 0 then posted_total - amount_incl else 0 end)
        ) as decimal(18, 2)
    ) as amount,
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
    and (posted_revenue <> amount or (receivable_lines > 0 and posted_total <> amount_incl))
    and abs(posted_revenue - amount) <= 0.02
union all
select
    'S24' as cause_id,
    100 as precedence,
    'ledger' as side,
    doc_type,
    ref,
    cast(abs(leg2) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(leg2 as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    dataset,
    _landing,
    _line
from stock_effects
where
    doc_type in ('PO', 'SCN', 'ADJ')
    and not is_void
    and is_posted
    and leg2 <> 0
    and abs(leg2) <= 0.02
