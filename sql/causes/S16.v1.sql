-- Web order never batched: paid in a web store and in no batch; the bot looks back 30 days and leaves out today.
--
-- since:  2000-01
-- cause:  S16
-- effect: stock lower: cost of the goods, where they have gone; revenue lower, cash unmatched
-- timing: clears once it is batched, which the bot does for 30 days
-- rule:   causes-sales.md#s16-web-order-never-batched

with

unbatched as (
    select ref_key
    from closing_exceptions
    where step = 'CL2'
)

select
    'S16' as cause_id,
    20 as precedence,
    'stock' as side,
    stock_effects.doc_type,
    stock_effects.ref,
    cast(abs(case when leg1 <> 0 then leg1 else amount end) as decimal(18, 2)) as amount,
    cast(leg1 as decimal(18, 2)) as leg1,
    cast(0 as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    dataset,
    _landing,
    _line
from stock_effects
inner join unbatched on unbatched.ref_key = stock_effects.ref_key
where
    stock_effects.doc_type in ('SO', 'CN')
    and not stock_effects.is_void
    and not stock_effects.is_draft
    and stock_effects.acct_date is null
union all
select
    'S16' as cause_id,
    42 as precedence,
    'books' as side,
    sales_effects.doc_type,
    sales_effects.ref,
    cast(abs(sales_effects.unbatched) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(0 as decimal(18, 2)) as leg2,
    cast(sales_effects.gap as decimal(18, 2)) as revenue,
    sales_effects.dataset,
    sales_effects._landing,
    sales_effects._line
from sales_effects
inner join sales_channels
    on sales_channels.ref_key = sales_effects.ref_key
    and sales_channels.channel <> 'pos'
where
    sales_effects.unbatched <> 0
    and sales_effects.booked
    and not sales_effects.is_void
    and not sales_effects.is_draft
