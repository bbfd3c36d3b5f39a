-- Imported and batched: the order is in the ledger by itself and again in its batch.
--
-- since:  2000-01
-- cause:  S08
-- effect: revenue and receivables of the ledger higher (double)
-- timing: permanent

with

doubled as (
    select
        orders.*,
        batches.is_posted_in_month as is_batch_in_month
    from sales_effects as orders
    left join sales_effects as batches
        on batches.doc_type = 'BATCH'
        and batches.ref_key = upper(trim(orders.payment_batch_ref))
    where
        orders.doc_type in ('SO', 'CN')
        and orders.status = 'IMPORTED'
        and orders.payment_batch_ref is not null
        and orders.booked
        and not orders.is_void
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
    cast(case when is_batch_in_month then -amount else 0 end as decimal(18, 2)) as revenue,
    dataset,
    _landing,
    _line
from doubled
