-- Invoiced, not imported: it has its Invoice Date, and was never synced.
--
-- since:  2000-01
-- cause:  S05
-- rule:   causes-sales.md#s05-invoiced-not-imported
-- effect: stock lower: cost of the goods, where they have gone; revenue, receivables and COGS of the ledger lower
-- timing: clears once it is synced

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
        and booked
        and moved
        and coalesce(status, 'NOT_IMPORTED') = 'NOT_IMPORTED'
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
        and booked
        and coalesce(status, 'NOT_IMPORTED') = 'NOT_IMPORTED'
        and not is_posted
        and coalesce(amount_incl, 1) <> 0
)

select
    'S05' as cause_id,
    case side when 'stock' then 60 else 30 end as precedence,
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
