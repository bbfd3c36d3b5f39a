-- Control causes: the cause that explains the difference of each document on each control account, if one of its causes can.
--
-- since: 2000-01
-- grain: one row for each role and document with a cause
-- key:   role, doc_type, ref
-- rule:  control-accounts.md#causes
--        Receivables share the causes of sales, and payables those of the ledger's side of purchases. A purchase order of which the bill is
--        not synced shares the cause that its stock has

with

candidates as (
    select 'receivable' as role, doc_type, ref, cause_id, precedence
    from named_differences
    where
        side = 'books'
        and doc_type in ('SO', 'CN', 'BATCH')
    union all
    -- A batch that differs only by an order that is imported as well.
    select 'receivable' as role, 'BATCH' as doc_type, batches.ref, 'S08' as cause_id, 100 as precedence
    from batches
    inner join batch_members on batch_members.batch_key = batches.ref_key
    inner join documents
        on documents.doc_type = batch_members.doc_type
        and documents.ref_key = batch_members.ref_key
    where
        documents.status = 'IMPORTED'
        and documents.booked
        and not documents.is_void
    union all
    select 'payable' as role, doc_type, ref, cause_id, precedence
    from named_differences
    where
        doc_type in ('PO', 'SCN')
        and (side = 'ledger' or (side = 'stock' and cause_id in ('P05', 'P06', 'P21', 'P24', 'P25')))
    union all
    select 'cogs' as role, doc_type, ref, cause_id, precedence
    from named_differences
    where
        side = 'journal'
        and doc_type = 'COGS'
        and ref = 'COGS-' || $period
    union all
    -- The COGS of the month changed after it was closed. The cause S13 names the sales.
    select 'cogs' as role, 'COGS' as doc_type, 'COGS-' || cogs_month as ref, 'S13' as cause_id, 100 as precedence
    from cogs_months
    where
        cogs_month = $period
        and later <> 0
    union all
    select 'landed_costs' as role, doc_type, ref, cause_id, precedence
    from named_differences
    where
        side in ('stock', 'ledger')
        and doc_type = 'PO'
        and cause_id in ('P06', 'P11', 'not_compared')
    union all
    select 'deposits' as role, doc_type, ref, cause_id, precedence
    from named_differences
    where side = 'deposit'
),

ranked as (
    select
        role,
        doc_type,
        ref,
        cause_id,
        row_number() over (
            partition by role, doc_type, ref
            order by precedence, cause_id
        ) as nth
    from candidates
)

select
    role,
    doc_type,
    ref,
    cause_id
from ranked
where nth = 1
