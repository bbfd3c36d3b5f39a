-- Web order never batched: the order was paid in a web shop but is not in a batch. The bot looks back 30 days and excludes today.
--
-- since:  2000-01
-- precedence: stock 20, books 42
-- effect: Omni stock is lower by the cost of the goods, if they have left. Revenue in the ledger is too low, and the cash
--         received is unmatched.
-- timing: clears once it is batched. The bot covers the last 30 days
-- rule:   causes-sales.md#s16-web-order-never-batched

with

unbatched as (
    select ref_key
    from closing_exceptions
    where step = 'CL2'
)

select
    'stock' as side,
    sold_effects.doc_type,
    sold_effects.ref,
    case when sold_effects.leg1 <> 0 then sold_effects.leg1 else sold_effects.amount end as amount,
    sold_effects.leg1,
    0 as revenue,
    sold_effects.dataset,
    sold_effects._landing,
    sold_effects._line
from sold_effects
inner join unbatched on unbatched.ref_key = sold_effects.ref_key
where
    sold_effects.doc_type in ('SO', 'CN')
    and not sold_effects.is_void
    and not sold_effects.is_draft
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
    and sales_channels.channel <> 'pos'
where
    sales_effects.unbatched <> 0
    and sales_effects.booked
    and not sales_effects.is_void
    and not sales_effects.is_draft
