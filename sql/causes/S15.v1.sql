-- Register not closed: sold or returned at the till, not dated by a register closing.
--
-- since:  2000-01
-- cause:  S15
-- effect: stock lower: cost of the goods; revenue, receivables and COGS of the ledger lower
-- timing: clears once the missing date is entered
-- rule:   causes-sales.md#s15-register-not-closed

select
    'S15' as cause_id,
    10 as precedence,
    'stock' as side,
    stock_effects.doc_type,
    stock_effects.ref,
    cast(abs(stock_effects.value) as decimal(18, 2)) as amount,
    cast(stock_effects.leg1 as decimal(18, 2)) as leg1,
    cast(0 as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    stock_effects.dataset,
    stock_effects._landing,
    stock_effects._line
from stock_effects
inner join sales_channels
    on sales_channels.ref_key = stock_effects.ref_key
    and sales_channels.channel = 'pos'
where
    stock_effects.doc_type in ('SO', 'CN')
    and not stock_effects.is_void
    and not stock_effects.is_draft
    and stock_effects.moved
    and stock_effects.acct_date is null
union all
select
    'S15' as cause_id,
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
    and sales_channels.channel = 'pos'
where
    sales_effects.unbatched <> 0
    and sales_effects.booked
    and not sales_effects.is_void
    and not sales_effects.is_draft
