-- Batch members: the part of each order and credit note that belongs to each payment batch.
--
-- since: 2000-01
-- grain: one row for each order or credit note and each batch through which it is paid
-- key:   doc_type, ref_key, batch_key (may be blank)
-- rule:  posting.md#batches
--        A part that is not in a batch yet has a blank `batch_key`

with

split_payments as (
    -- Most documents are paid through one batch. Those paid through several, or only partly through one, are looked up again.
    select
        ref_key,
        sum(amount) as paid
    from payments_with_channel
    group by ref_key
    having
        count(batch_reference) > 0
        and sum(amount) <> 0
        and (
            count(batch_reference) < count(*)
            or min(upper(trim(batch_reference))) <> max(upper(trim(batch_reference)))
        )
),

payments_by_batch as (
    select
        payments_with_channel.ref_key,
        upper(trim(payments_with_channel.batch_reference)) as batch_key,
        min(payments_with_channel.batch_reference) as batch_ref,
        sum(payments_with_channel.amount) as paid
    from split_payments
    inner join payments_with_channel on payments_with_channel.ref_key = split_payments.ref_key
    group by 1, 2
),

batched_documents as (
    select
        documents.doc_type,
        documents.ref_key,
        documents.payment_batch_ref,
        documents.amount,
        documents.amount_incl,
        upper(trim(documents.payment_batch_ref)) as batch_key,
        split_payments.paid
    from documents
    left join split_payments
        on split_payments.ref_key = documents.ref_key
        and abs(abs(split_payments.paid) - abs(documents.amount_incl)) <= 0.02
    where
        documents.doc_type in ('SO', 'CN')
        and documents.payment_batch_ref is not null
),

batch_shares as (
    select
        batched_documents.doc_type,
        batched_documents.ref_key,
        payments_by_batch.batch_key,
        payments_by_batch.batch_ref,
        batched_documents.amount,
        batched_documents.amount_incl,
        cast(round(batched_documents.amount_incl * (payments_by_batch.paid / batched_documents.paid), 2) as decimal(18, 2)) as part_incl,
        cast(round(batched_documents.amount * (payments_by_batch.paid / batched_documents.paid), 2) as decimal(18, 2)) as part,
        row_number() over (partition by batched_documents.ref_key order by payments_by_batch.batch_key desc nulls first) as nth
    from batched_documents
    inner join payments_by_batch on payments_by_batch.ref_key = batched_documents.ref_key
    where batched_documents.paid is not null
)

select
    doc_type,
    ref_key,
    batch_key,
    payment_batch_ref as batch_ref,
    amount,
    amount_incl
from batched_documents
where paid is null
union all
select
    doc_type,
    ref_key,
    batch_key,
    batch_ref,
    case when nth = 1 then amount - (sum(part) over (partition by ref_key) - part) else part end as amount,
    case when nth = 1 then amount_incl - (sum(part_incl) over (partition by ref_key) - part_incl) else part_incl end as amount_incl
from batch_shares
