-- Batch not fully paid: the amount banked differs from the batch, because the till is over or short, or the day's takings are
--        missing.
--
-- since:  2000-01
-- precedence: payment 110
-- effect: Revenue is not affected. Receivables or the clearing account in the ledger are too high.
-- timing: permanent
-- rule:   causes-sales.md#s17-batch-not-fully-paid

with

batches as (
    select distinct
        batch_members.batch_key,
        batch_members.batch_ref,
        listed_parts.document_date,
        listed_parts.total,
        listed_parts.amount_due,
        listed_parts._landing,
        listed_parts._line
    from listed_parts
    inner join batch_members on batch_members.batch_key = listed_parts.ref_key
    where
        listed_parts.side = 'sales'
        and listed_parts.status in ('AUTHORISED', 'PAID')
        and listed_parts.document_date <= $period_end
        and listed_parts.amount_due is not null
        and listed_parts.total <> 0
),

last_paid as (
    select max(document_date) as day
    from batches
    where amount_due = 0
),

overtaken as (
    select
        last_paid.day,
        count(distinct case when batches.amount_due = batches.total then batches.batch_key end) * 2
        <= count(distinct batches.batch_key) as is_paid_as_a_rule
    from batches
    inner join last_paid on last_paid.day > batches.document_date
    group by last_paid.day
)

select
    'BATCH' as doc_type,
    min(batches.batch_ref) as ref,
    batches.amount_due as amount,
    'ledger_documents' as dataset,
    batches._landing,
    batches._line
from batches
left join overtaken on overtaken.day > batches.document_date
where
    batches.amount_due <> 0
    and (batches.amount_due <> batches.total or overtaken.is_paid_as_a_rule)
group by
    batches.batch_key,
    batches.amount_due,
    batches._landing,
    batches._line
