-- Control causes: each cause that may explain the difference of a document on a control account, with its own amount on that account.
--
-- since: 2000-01
-- grain: one row for each role, document and cause
-- key:   role, doc_type, ref, cause_id
-- rule:  control-accounts.md#causes
--        Receivables share the causes of sales, and payables those of the ledger's side of purchases. A purchase order of which the bill is
--        not synced shares the cause that its stock has. `amount` is Omni's less the ledger's, without tax, in the sign of the account

with

candidates as (
    -- Without a difference in revenue, the invoices differ by their tax.
    select
        'receivable' as role, named_differences.doc_type, named_differences.ref, named_differences.cause_id, named_differences.precedence,
        coalesce(nullif(named_differences.revenue, 0), sales_effects.amount_incl - sales_effects.posted_total) as amount
    from named_differences
    left join sales_effects
        on sales_effects.doc_type = named_differences.doc_type
        and sales_effects.ref = named_differences.ref
    where
        named_differences.side = 'books'
        and named_differences.doc_type in ('SO', 'CN', 'BATCH')
    union all
    -- A batch that differs only by an order that is imported as well.
    select
        'receivable' as role, 'BATCH' as doc_type, batches.ref, 'S08' as cause_id, 100 as precedence,
        -batch_members.amount_incl as amount
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
    select 'payable' as role, doc_type, ref, cause_id, precedence, leg1 + leg2 as amount
    from named_differences
    where
        doc_type in ('PO', 'SCN')
        and (side = 'ledger' or (side = 'stock' and cause_id in ('P05', 'P06', 'P21', 'P24', 'P25')))
    union all
    -- The COGS of the month changed after it was closed. The cause S13 names the sales.
    select
        'cogs' as role, 'COGS' as doc_type, 'COGS-' || cogs_months.cogs_month as ref,
        coalesce(named_differences.cause_id, 'S13') as cause_id, coalesce(named_differences.precedence, 100) as precedence,
        cogs_months.stale + cogs_months.later as amount
    from cogs_months
    left join named_differences
        on named_differences.side = 'journal'
        and named_differences.doc_type = 'COGS'
        and named_differences.ref = 'COGS-' || cogs_months.cogs_month
    where
        cogs_months.cogs_month = $period
        and (cogs_months.later <> 0 or named_differences.cause_id is not null)
    union all
    select 'landed_costs' as role, doc_type, ref, cause_id, precedence, -leg1 - leg2 as amount
    from named_differences
    where
        side in ('stock', 'ledger')
        and doc_type = 'PO'
        and cause_id in ('P06', 'P11', 'not_compared')
    union all
    select 'deposits' as role, doc_type, ref, cause_id, precedence, amount
    from named_differences
    where side = 'deposit'
)

select
    role,
    doc_type,
    ref,
    cause_id,
    min(precedence) as precedence,
    sum(amount) as amount
from candidates
group by
    role,
    doc_type,
    ref,
    cause_id
