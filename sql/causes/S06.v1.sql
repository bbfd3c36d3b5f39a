-- Sync error: the last sync of the order failed.
--
-- since:  2000-01
-- cause:  S06
-- rule:   causes-sales.md#s06-sync-error
-- effect: stock lower: cost of the goods; revenue, receivables and COGS of the ledger lower
-- timing: permanent

with

of_stock as (
    select
        doc_type, ref, abs(leg1) as amount, leg1, cast(0 as decimal(18, 2)) as revenue, 'stock' as side,
        dataset, _landing, _line
    from stock_effects
    where
        not is_void
        and not is_draft
        and doc_type in ('SO', 'CN')
        and status = 'ERROR'
        and moved
        and booked
        and leg1 <> 0
),

of_books as (
    select
        doc_type, ref, abs(amount) as amount, cast(0 as decimal(18, 2)) as leg1, gap as revenue, 'books' as side,
        dataset, _landing, _line
    from sales_effects
    where
        not is_void
        and not is_draft
        and doc_type in ('SO', 'CN')
        and status = 'ERROR'
        and booked
        and not is_posted
)

select
    'S06' as cause_id,
    case side when 'stock' then 50 else 20 end as precedence,
    side,
    doc_type,
    ref,
    cast(amount as decimal(18, 2)) as amount,
    cast(leg1 as decimal(18, 2)) as leg1,
    cast(0 as decimal(18, 2)) as leg2,
    cast(revenue as decimal(18, 2)) as revenue,
    dataset,
    _landing,
    _line
from (
    select * from of_stock
    union all
    select * from of_books
) as effects
