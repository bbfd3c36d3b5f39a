-- Document keys: the keys, in full and without the prefix, by which a ledger entry may refer to each document or batch, and the values that
-- can confirm a match.
--
-- since: 2000-01
-- grain: one row for each document or batch
-- key:   doc_type, ref_key
-- rule:  references.md#reading-a-reference, references.md#bare-numbers
--        `amount` excludes tax, `amount_incl` includes tax, and `amount_goods` excludes landed costs. All three are positive

with

named_documents as (
    select
        doc_type, ref_key, contact, acct_date, amount, amount_incl, landing_costs,
        amount - coalesce(landing_costs, 0) as amount_goods
    from documents
    union all
    select
        doc_type, ref_key, contact, acct_date, effect as amount, effect as amount_incl, landed as landing_costs,
        effect - landed as amount_goods
    from listed_documents
    union all
    select
        'BATCH' as doc_type,
        batch_members.batch_key as ref_key,
        cast(null as varchar) as contact,
        max(documents.acct_date) as acct_date,
        sum(batch_members.amount) as amount,
        sum(batch_members.amount_incl) as amount_incl,
        cast(null as decimal(18, 4)) as landing_costs,
        sum(batch_members.amount) as amount_goods
    from batch_members
    inner join documents
        on documents.doc_type = batch_members.doc_type
        and documents.ref_key = batch_members.ref_key
    where
        batch_members.batch_key is not null
        and not documents.is_void
    group by 2
),

numbered_documents as (
    select
        named_documents.*,
        reference_runs.runs as full_key,
        regexp_extract(reference_runs.runs, '([0-9]+(-\p{L})?)$', 1) as number
    from named_documents
    inner join reference_runs on reference_runs.text = named_documents.ref_key
)

select
    doc_type,
    ref_key,
    full_key,
    case when count(*) over (partition by number) <= 20 then number end as bare_key,
    contact,
    acct_date,
    abs(amount) as amount,
    abs(amount_incl) as amount_incl,
    abs(amount_goods) as amount_goods,
    abs(landing_costs) as landing_costs
from numbered_documents
