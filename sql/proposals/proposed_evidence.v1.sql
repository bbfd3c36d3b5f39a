-- Proposed evidence: the role of each account, inferred from its postings, and the number of documents that support it.
--
-- since: 2000-01
-- grain: one row for each account, role and kind of posting that supports it
-- key:   role, identity, evidence
-- rule:  proposed-settings.md#roles-of-accounts
--        A ledger that posts the cost of each sale under the sale's reference does not say so: the amount shows it.
--        A difference of one or two cents is rounding. `of_documents` is the number of such documents in the ledger

with

additional_costs as (
    select ref_key, abs(sum(coalesce(debit, 0) - coalesce(credit, 0))) as amount
    from stock_reconciliation_entries
    where
        period <= $period
        and section = 'additional_costs'
    group by ref_key
),

adjustments as (
    select doc_type, ref_key, amount
    from documents
    where doc_type = 'ADJ'
),

measured_postings as (
    select
        proposed_postings.*,
        case
            when proposed_postings.doc_type in ('SO', 'BATCH', 'SCN') then -proposed_postings.net
            else proposed_postings.net
        end as goods,
        coalesce(
            document_values.amount_incl <> document_values.amount
            and abs(abs(proposed_postings.net) - abs(document_values.amount_incl - document_values.amount)) <= 0.05,
            false
        ) as is_tax,
        coalesce(
            (document_values.landing_costs > 0 and abs(abs(proposed_postings.net) - document_values.landing_costs) <= 0.02)
            or (additional_costs.amount > 0 and abs(abs(proposed_postings.net) - additional_costs.amount) <= 0.02),
            false
        ) as is_landed_cost,
        coalesce(
            proposed_postings.is_untold
            and document_values.amount <> 0
            and abs(abs(proposed_postings.net) - abs(sale_costs.cogs)) <= 0.02
            and abs(abs(proposed_postings.net) - abs(document_values.amount)) > 0.02
            and abs(abs(proposed_postings.net) - abs(document_values.amount_incl)) > 0.02,
            false
        ) as is_cost,
        proposed_postings.net * adjustments.amount as direction,
        proposed_postings.debits = proposed_postings.credits as is_taken_back
    from proposed_postings
    left join document_values
        on document_values.doc_type = proposed_postings.doc_type
        and document_values.ref_key = proposed_postings.ref_key
    left join adjustments
        on adjustments.doc_type = proposed_postings.doc_type
        and adjustments.ref_key = proposed_postings.ref_key
    left join additional_costs on additional_costs.ref_key = proposed_postings.ref_key
    left join sale_costs on sale_costs.ref_key = proposed_postings.ref_key
),

tax_accounts as (
    -- These are tax accounts, or other accounts to which both invoices and bills are posted.
    select identity
    from measured_postings
    where
        family in ('bill', 'sale')
        and goods > 0.05
    group by identity
    having
        sum(case when is_tax then 1 else 0 end) * 2 > count(*)
        or count(case when family = 'bill' then 1 end) * 10 between count(*) and count(*) * 9
),

goods_postings as (
    select
        case
            when family = 'bill' and goods > 0.05 then 'inventory'
            when family = 'bill' and goods < -0.05 and not is_landed_cost then 'payable'
            when family = 'sale' and goods > 0.05 and not is_cost then 'revenue'
            when family = 'sale' and goods < -0.05 and not is_cost then 'receivable'
        end as role,
        measured_postings.*
    from measured_postings
    left join tax_accounts on tax_accounts.identity = measured_postings.identity
    where tax_accounts.identity is null
),

role_postings as (
    select
        role, identity, doc_type, ref_key, abs(net) as amount,
        case role
            when 'inventory' then 'proposed_bills_debit'
            when 'payable' then 'proposed_bills_credit'
            when 'revenue' then 'proposed_invoices_credit'
            else 'proposed_invoices_debit'
        end as evidence
    from goods_postings
    where role is not null
    union all
    select
        case when direction > 0 then 'inventory' else 'adjustments' end as role, identity, doc_type, ref_key,
        abs(net) as amount,
        case when direction > 0 then 'proposed_adjusted' else 'proposed_adjusts' end as evidence
    from measured_postings
    where
        doc_type = 'ADJ'
        and direction <> 0
    union all
    select 'landed_costs' as role, identity, doc_type, ref_key, abs(net) as amount, 'proposed_landed_costs' as evidence
    from measured_postings
    where
        is_landed_cost
        and net < 0
        and doc_type = 'PO'
    union all
    select
        'deposits' as role, identity, doc_type, ref_key, debits as amount,
        case family when 'sale' then 'proposed_customer_deposits' else 'proposed_supplier_deposits' end as evidence
    from measured_postings
    where
        family in ('bill', 'sale')
        and is_taken_back
),

evidence_totals as (
    select role, evidence, count(distinct doc_type || ref_key) as documents
    from role_postings
    group by
        role,
        evidence
)

select
    role_postings.role,
    role_postings.identity,
    role_postings.evidence,
    count(distinct role_postings.doc_type || role_postings.ref_key) as documents,
    max(evidence_totals.documents) as of_documents,
    sum(role_postings.amount) as amount
from role_postings
inner join evidence_totals
    on evidence_totals.role = role_postings.role
    and evidence_totals.evidence = role_postings.evidence
group by
    role_postings.role,
    role_postings.identity,
    role_postings.evidence
union all
select
    role,
    identity,
    case
        when max(case when is_exact then 1 else 0 end) = 0 then 'proposed_cogs_nearly'
        when role = 'cogs' then 'proposed_cogs_debit'
        else 'proposed_cogs_credit'
    end as evidence,
    case
        when max(case when is_exact then 1 else 0 end) = 1 then count(distinct case when is_exact then cogs_month end)
        else count(distinct cogs_month)
    end as documents,
    count(distinct cogs_month) as of_documents,
    sum(amount) as amount
from proposed_journals
group by
    role,
    identity
