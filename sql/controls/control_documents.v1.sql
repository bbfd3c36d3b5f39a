-- Control documents: the amount by which Omni's exports say that each document changes each control account in the month.
--
-- since: 2000-01
-- grain: one row for each role and document
-- key:   role, doc_type, ref_key
-- rule:  control-accounts.md#what-omni-knows
--        Amounts have the sign of `control_roles`. A batch stands for its members. COGS is the total of the COGS Breakdown for the month,
--        because the ledger posts it as a whole. Landed costs are those that the reconciliation of the month lists, and those of orders
--        dated in the month that no reconciliation lists yet. A deposit is a payment for an account order that is not invoiced yet

with

sales as (
    select
        case when batch_members.batch_key is null then documents.doc_type else 'BATCH' end as doc_type,
        coalesce(batch_members.batch_key, documents.ref_key) as ref_key,
        sum(coalesce(batch_members.amount_incl, documents.amount_incl)) as amount
    from documents
    left join batch_members
        on batch_members.doc_type = documents.doc_type
        and batch_members.ref_key = documents.ref_key
        and documents.status = 'DO_NOT_IMPORT'
    where
        documents.doc_type in ('SO', 'CN')
        and documents.acct_date between $period_start and $period_end
        and not documents.is_void
        and not documents.is_draft
    group by 1, 2
),

purchases as (
    -- A report may state an order in its own currency. The reconciliation holds it in that of the books.
    select
        'payable' as role,
        documents.doc_type,
        documents.ref_key,
        case
            when documents.currency <> settings_in_force.currency and documents.amount <> coalesce(documents.landing_costs, 0)
                then
                    coalesce(
                        cast(
                            cast(documents.amount_incl as decimal(38, 4)) * (goods_listed.effect - goods_listed.landed)
                            / (documents.amount - coalesce(documents.landing_costs, 0)) as decimal(18, 2)
                        ),
                        documents.amount_incl
                    )
            else documents.amount_incl
        end as amount
    from documents
    cross join settings_in_force
    left join goods_listed
        on goods_listed.doc_type = documents.doc_type
        and goods_listed.ref_key = documents.ref_key
    where
        documents.doc_type in ('PO', 'SCN')
        and documents.acct_date between $period_start and $period_end
        and not documents.is_void
        and not documents.is_draft
),

landed_costs as (
    select
        ref_key,
        -sum(coalesce(debit, 0) - coalesce(credit, 0)) as amount
    from stock_reconciliation_entries
    where
        period = $period
        and section = 'additional_costs'
    group by ref_key
    union all
    select documents.ref_key, -documents.landing_costs as amount
    from documents
    left join goods_listed
        on goods_listed.doc_type = documents.doc_type
        and goods_listed.ref_key = documents.ref_key
    where
        documents.doc_type = 'PO'
        and documents.acct_date between $period_start and $period_end
        and not documents.is_void
        and not documents.is_draft
        and documents.landing_costs <> 0
        and coalesce(goods_listed.landed, 0) = 0
),

account_payments as (
    select
        documents.doc_type,
        documents.ref_key,
        documents.acct_date,
        sum(case when payments_with_channel.payment_date < $period_start then payments_with_channel.amount else 0 end) as paid_before,
        sum(payments_with_channel.amount) as paid
    from payments_with_channel
    inner join documents
        on documents.ref_key = payments_with_channel.ref_key
        and documents.doc_type in ('SO', 'CN')
    where
        payments_with_channel.channel = 'other'
        and payments_with_channel.batch_reference is null
        and payments_with_channel.payment_date <= $period_end
        and not documents.is_void
    group by
        documents.doc_type,
        documents.ref_key,
        documents.acct_date
),

deposits as (
    select
        doc_type,
        ref_key,
        case when coalesce(acct_date <= $period_end, false) then 0 else paid end
        - case when coalesce(acct_date < $period_start, false) then 0 else paid_before end as amount
    from account_payments
),

amounts as (
    select 'receivable' as role, doc_type, ref_key, amount
    from sales
    union all
    select role, doc_type, ref_key, amount
    from purchases
    union all
    select 'cogs' as role, 'COGS' as doc_type, 'COGS-' || $period as ref_key, sum(cogs) as amount
    from cogs_entries
    where
        period = $period
        and acct_date between $period_start and $period_end
    having count(*) > 0
    union all
    select 'landed_costs' as role, 'PO' as doc_type, ref_key, sum(amount) as amount
    from landed_costs
    group by ref_key
    union all
    select 'deposits' as role, doc_type, ref_key, amount
    from deposits
    where amount <> 0
)

select
    role,
    doc_type,
    ref_key,
    cast(amount as decimal(18, 2)) as amount
from amounts
where ref_key is not null
