-- Batches equal their members: the ledger posted each of the month's batches at the total of its orders.
--
-- since: 2000-01
-- rule:   identities.md#t9-batches-equal-their-members
-- left:  posted batches that differ from the total of their orders
-- right: zero
-- needs: sales_documents whole:payments account:revenue kind:SO kind:CN amount:sales_documents

with

posted_batches as (
    select count(case when gap <> 0 then 1 end) as differing
    from sales_effects
    where
        doc_type = 'BATCH'
        and is_posted_in_month
)

select
    case when account_totals.revenue is not null then posted_batches.differing end as left_side,
    case when account_totals.revenue is not null then 0 end as right_side
from posted_batches
cross join account_totals
