-- Register not closed: sold or returned at the till, not dated by a register closing.
--
-- since:  2000-01
-- precedence: stock 10, books 42
-- effect: stock lower: cost of the goods; revenue, receivables and COGS of the ledger lower
-- timing: clears once the missing date is entered
-- rule:   a sale paid in several ways is closed for each of them (domain.md 9.11): what is paid and in no batch is not in the ledger

select
    'stock' as side,
    stock_effects.doc_type,
    stock_effects.ref,
    stock_effects.value as amount,
    stock_effects.leg1,
    0 as revenue,
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
    'books' as side,
    sales_effects.doc_type,
    sales_effects.ref,
    sales_effects.unbatched as amount,
    0 as leg1,
    sales_effects.gap as revenue,
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
