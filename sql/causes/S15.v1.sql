-- Register not closed: goods were sold or returned at the till, but the register has not been closed, so the document has no date.
--
-- since:  2000-01
-- precedence: stock 10, books 42
-- effect: Omni stock is lower by the cost of the goods. Revenue, receivables and COGS in the ledger are too low.
-- timing: clears once the missing date is entered
-- rule:   causes-sales.md#s15-register-not-closed

select
    'stock' as side,
    sold_effects.doc_type,
    sold_effects.ref,
    sold_effects.value as amount,
    sold_effects.leg1,
    0 as revenue,
    sold_effects.dataset,
    sold_effects._landing,
    sold_effects._line
from sold_effects
inner join sales_channels
    on sales_channels.ref_key = sold_effects.ref_key
    and sales_channels.channel = 'pos'
where
    sold_effects.doc_type in ('SO', 'CN')
    and not sold_effects.is_void
    and not sold_effects.is_draft
    and sold_effects.moved
    and sold_effects.acct_date is null
union all
select
    'books' as side,
    sales_effects.doc_type,
    sales_effects.ref,
    sales_effects.unbatched as amount,
    0 as leg1,
    sales_effects.gap as revenue,
    'sales_documents' as dataset,
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
