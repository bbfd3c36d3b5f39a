-- Imported and batched: the order is in the ledger twice: individually and in its batch.
--
-- since:  2000-01
-- rule:   causes-sales.md#s08-imported-and-batched
-- precedence: double 45
-- effect: Revenue and receivables in the ledger are too high, because the order is counted twice.
-- timing: permanent

with

doubled as (
    select
        orders.doc_type,
        orders.ref,
        orders.amount,
        orders._landing,
        orders._line,
        sum(case when batches.is_posted_in_month then batch_members.amount else 0 end) as batched_in_month
    from sales_effects as orders
    inner join batch_members
        on batch_members.doc_type = orders.doc_type
        and batch_members.ref_key = orders.ref_key
    left join sales_effects as batches
        on batches.doc_type = 'BATCH'
        and batches.ref_key = batch_members.batch_key
    where
        orders.status = 'IMPORTED'
        and orders.booked
        and not orders.is_void
    group by 1, 2, 3, 4, 5
)

select
    doc_type,
    ref,
    amount,
    -batched_in_month as revenue,
    'sales_documents' as dataset,
    _landing,
    _line
from doubled
