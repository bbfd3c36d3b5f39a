-- Batch not fully paid: the amount banked differs from the batch, because the till is over or short, or the day's takings are
--        missing.
--
-- since:  2000-01
-- precedence: payment 110
-- effect: Revenue is not affected. Receivables or the clearing account in the ledger are too high.
-- timing: permanent
-- rule:   causes-sales.md#s17-batch-not-fully-paid

with

listed_batches as (
    select distinct
        batches.ref,
        batches.ref_key,
        listed_parts.document_date,
        listed_parts.total,
        listed_parts.amount_due,
        listed_parts._landing,
        listed_parts._line
    from listed_parts
    inner join batches on batches.ref_key = listed_parts.ref_key
    where
        listed_parts.side = 'sales'
        and listed_parts.status in ('AUTHORISED', 'PAID')
        and listed_parts.document_date <= $period_end
        and listed_parts.amount_due is not null
        and listed_parts.total <> 0
),

last_paid as (
    select max(document_date) as day
    from listed_batches
    where amount_due = 0
),

overtaken as (
    select
        last_paid.day,
        count(distinct case when listed_batches.amount_due = listed_batches.total then listed_batches.ref_key end) * 2
        <= count(distinct listed_batches.ref_key) as is_paid_as_a_rule
    from listed_batches
    inner join last_paid on last_paid.day > listed_batches.document_date
    group by last_paid.day
)

select
    'BATCH' as doc_type,
    min(listed_batches.ref) as ref,
    listed_batches.amount_due as amount,
    'ledger_documents' as dataset,
    listed_batches._landing,
    listed_batches._line
from listed_batches
left join overtaken on overtaken.day > listed_batches.document_date
where
    listed_batches.amount_due <> 0
    and (listed_batches.amount_due <> listed_batches.total or overtaken.is_paid_as_a_rule)
group by
    listed_batches.ref_key,
    listed_batches.amount_due,
    listed_batches._landing,
    listed_batches._line
