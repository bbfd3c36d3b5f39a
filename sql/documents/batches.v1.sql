-- Batches: each payment batch with the total of its orders and credit notes, and the part of it that the ledger should contain.
--
-- since: 2000-01
-- grain: one row for each payment batch
-- key:   ref_key
-- rule:  posting.md#batches
--        The amounts exclude void documents. `members` counts the documents that are booked and that only their batch posts. An order that
--        is imported individually also refers to its batch, but is not a member of it (S08). The amounts are blank if that of a document
--        from a list of the API is not proven (`unknown`)

with

batched_documents as (
    select
        batch_members.batch_key,
        batch_members.batch_ref,
        batch_members.amount,
        batch_members.amount_incl,
        documents.acct_date,
        not documents.is_void as is_live,
        documents.booked and not documents.is_void as is_booked,
        documents.booked and not documents.is_void and coalesce(documents.status = 'DO_NOT_IMPORT', false) as is_member,
        documents.acct_date between $period_start and $period_end and not documents.is_draft as is_of_month,
        count(case when documents.lacks_value and not documents.is_void and batch_members.amount is null then 1 end)
            over (partition by batch_members.batch_key) as unknown,
        documents._landing,
        documents._line
    from batch_members
    inner join documents
        on documents.doc_type = batch_members.doc_type
        and documents.ref_key = batch_members.ref_key
    where batch_members.batch_key is not null
)

select
    batch_key as ref_key,
    min(batch_ref) as ref,
    min(acct_date) as first_date,
    max(case when is_live then acct_date end) as last_date,
    max(case when is_live then 1 else 0 end) = 1 as is_live,
    cast(sum(case when is_live and unknown = 0 then amount end) as decimal(18, 4)) as amount,
    cast(sum(case when is_live and unknown = 0 then amount_incl end) as decimal(18, 4)) as amount_incl,
    max(case when is_booked then 1 else 0 end) = 1 as is_booked,
    min(case when is_booked then acct_date end) as booked_date,
    cast(count(case when is_member then 1 end) as integer) as members,
    cast(sum(case when unknown > 0 then null when is_member then amount else 0 end) as decimal(18, 4)) as member_amount,
    cast(sum(case when unknown > 0 then null when is_member then amount_incl else 0 end) as decimal(18, 4)) as member_amount_incl,
    cast(sum(case when unknown > 0 then null when is_member and is_of_month then amount else 0 end) as decimal(18, 4)) as sales_in_month,
    min(case when is_booked then _landing end) as _landing,
    min(case when is_booked then _line end) as _line
from batched_documents
group by batch_key
