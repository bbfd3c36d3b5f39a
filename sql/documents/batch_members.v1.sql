-- Batch members: the part of each order and credit note that belongs to each payment batch.
--
-- since: 2000-01
-- grain: one row for each order or credit note and each batch that it is paid through
-- key:   doc_type, ref_key, batch_key (may be blank)
-- rule:  posting.md#batches
--        A part that is in no batch yet has a blank `batch_key`

with

tenders as (
    select
        ref_key,
        upper(trim(batch_reference)) as batch_key,
        min(batch_reference) as batch_ref,
        sum(amount) as paid
    from payments_as_known
    group by
        ref_key,
        upper(trim(batch_reference))
),

totals as (
    select
        ref_key,
        sum(paid) as paid
    from tenders
    group by ref_key
    having
        count(*) > 1
        and count(batch_key) > 0
        and sum(paid) <> 0
),

batched as (
    select
        documents.*,
        upper(trim(documents.payment_batch_ref)) as batch_key,
        totals.paid
    from documents
    left join totals
        on totals.ref_key = documents.ref_key
        and abs(abs(totals.paid) - abs(documents.amount_incl)) <= 0.02
    where
        documents.doc_type in ('SO', 'CN')
        and documents.payment_batch_ref is not null
),

shared as (
    select
        batched.doc_type,
        batched.ref_key,
        tenders.batch_key,
        tenders.batch_ref,
        batched.amount,
        batched.amount_incl,
        cast(round(batched.amount_incl * (tenders.paid / batched.paid), 2) as decimal(18, 2)) as part_incl,
        cast(round(batched.amount * (tenders.paid / batched.paid), 2) as decimal(18, 2)) as part,
        row_number() over (partition by batched.ref_key order by tenders.batch_key desc nulls first) as nth
    from batched
    inner join tenders on tenders.ref_key = batched.ref_key
    where batched.paid is not null
)

select
    doc_type,
    ref_key,
    batch_key,
    payment_batch_ref as batch_ref,
    amount,
    amount_incl
from batched
where paid is null
union all
select
    doc_type,
    ref_key,
    batch_key,
    batch_ref,
    case when nth = 1 then amount - (sum(part) over (partition by ref_key) - part) else part end as amount,
    case when nth = 1 then amount_incl - (sum(part_incl) over (partition by ref_key) - part_incl) else part_incl end as amount_incl
from shared
