-- Credit note without Sales Reference: it cannot be uploaded without one, nor with a total of zero.
--
-- since:  2000-01
-- cause:  C04
-- rule:   causes-sales.md#c04-credit-note-without-sales-reference
-- effect: stock higher: cost of the goods back in stock; revenue, receivables and COGS of the ledger higher
-- timing: permanent

with

of_stock as (
    select
        doc_type,
        ref,
        abs(case when leg1 <> 0 then leg1 else amount end) as amount,
        leg1,
        cast(0 as decimal(18, 2)) as revenue,
        'stock' as side,
        dataset, _landing, _line
    from stock_effects
    where
        not is_void
        and not is_draft
        and doc_type = 'CN'
        and ((sales_reference is null and not lacks_sales_reference) or amount_incl = 0)
        and coalesce(status, 'NOT_IMPORTED') = 'NOT_IMPORTED'
        and (moved or booked)
),

of_books as (
    select
        doc_type, ref, abs(amount) as amount, cast(0 as decimal(18, 2)) as leg1, gap as revenue, 'books' as side,
        dataset, _landing, _line
    from sales_effects
    where
        not is_void
        and not is_draft
        and doc_type = 'CN'
        and ((sales_reference is null and not lacks_sales_reference) or amount_incl = 0)
        and coalesce(status, 'NOT_IMPORTED') = 'NOT_IMPORTED'
        and booked
        and not is_posted
)

select
    'C04' as cause_id,
    case side when 'stock' then 20 else 10 end as precedence,
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
