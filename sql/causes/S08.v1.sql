-- Imported and batched: the order is in the ledger by itself and again in its batch.
--
-- since:  2000-01
-- cause:  S08
-- rule:   causes-sales.md#s08-imported-and-batched
-- effect: revenue and receivables of the ledger higher (double)
-- timing: permanent

with

doubled as (
    select
        orders.doc_type,
        orders.ref,
        orders.amount,
        orders.dataset,
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
    group by 1, 2, 3, 4, 5, 6
)

select
    'S08' as cause_id,
    45 as precedence,
    'double' as side,
    doc_type,
    ref,
    cast(abs(amount) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(0 as decimal(18, 2)) as leg2,
    cast(-batched_in_month as decimal(18, 2)) as revenue,
    dataset,
    _landing,
    _line
from doubled
