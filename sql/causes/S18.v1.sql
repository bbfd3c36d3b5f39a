-- Batch differs from its orders: an order was edited after it was batched.
--
-- since:  2000-01
-- precedence: books 47
-- rule:   causes-sales.md#s18-batch-differs-from-its-orders
-- effect: Revenue and receivables in the ledger are wrong by the amount of the change.
-- timing: permanent

with

doubled as (
    select
        batch_members.batch_key as ref_key,
        sum(batch_members.amount) as amount
    from sales_effects
    inner join batch_members
        on batch_members.doc_type = sales_effects.doc_type
        and batch_members.ref_key = sales_effects.ref_key
    where
        sales_effects.status = 'IMPORTED'
        and sales_effects.booked
        and not sales_effects.is_void
    group by batch_members.batch_key
),

measured as (
    select
        sales_effects.*,
        sales_effects.gap
        + case
            when coalesce(compared_months.has_revenue, false) and sales_effects.is_posted_in_month then coalesce(doubled.amount, 0) else 0
        end as rest
    from sales_effects
    left join doubled on doubled.ref_key = sales_effects.ref_key
    left join compared_months on compared_months.period = $period
    where sales_effects.doc_type = 'BATCH'
)

select
    'BATCH' as doc_type,
    ref,
    rest as revenue,
    'sales_documents' as dataset,
    _landing,
    _line
from measured
where rest <> 0
