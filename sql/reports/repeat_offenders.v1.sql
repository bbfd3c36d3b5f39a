-- Repeat offenders: suppliers, customers and branches of which several documents had findings, at several of the last twelve month ends.
--
-- since: 2000-01
-- months: 12
-- key:   party_kind, party
-- needs: sales_documents, purchase_documents
-- rule:  flux.md#how-the-close-went
--        Exports do not name the person who entered a document, so no user is listed

with

branches as (
    select doc_type, order_ref as ref, branch
    from sales_documents_as_known
    union all
    select doc_type, order_ref as ref, branch
    from purchase_documents_as_known
),

document_findings as (
    select
        findings_by_month.period,
        findings_by_month.cause_id,
        findings_by_month.doc_type,
        findings_by_month.ref,
        findings_by_month.contact,
        branches.branch,
        coalesce(abs(findings_by_month.amount), 0) as amount
    from findings_by_month
    left join branches
        on branches.doc_type = findings_by_month.doc_type
        and branches.ref = findings_by_month.ref
    where
        findings_by_month.doc_type in ('SO', 'CN', 'PO', 'SCN')
        and findings_by_month.kind not in ('info', 'unknown')
),

parties as (
    select
        case when doc_type in ('PO', 'SCN') then 'supplier' else 'customer' end as party_kind,
        contact as party,
        period, cause_id, doc_type, ref, amount
    from document_findings
    where contact is not null
    union all
    select 'branch' as party_kind, branch as party, period, cause_id, doc_type, ref, amount
    from document_findings
    where branch is not null
),

parties_documents as (
    -- A document with several findings, or at several month ends, counts once with its largest amount.
    select
        party_kind,
        party,
        doc_type,
        ref,
        max(amount) as amount
    from parties
    group by
        party_kind,
        party,
        doc_type,
        ref
),

document_sums as (
    select
        party_kind,
        party,
        count(*) as documents,
        sum(amount) as amount
    from parties_documents
    group by
        party_kind,
        party
),

cause_counts as (
    select
        party_kind,
        party,
        cause_id,
        row_number() over (
            partition by party_kind, party
            order by count(*) desc, cause_id
        ) as nth
    from (select distinct party_kind, party, cause_id, doc_type, ref from parties) as distinct_findings
    group by
        party_kind,
        party,
        cause_id
),

spans as (
    select
        party_kind,
        party,
        count(distinct period) as months,
        min(period) as first_month,
        max(period) as last_month
    from parties
    group by
        party_kind,
        party
    having count(distinct period) > 1
)

select
    spans.party_kind,                                                                 -- Kind
    spans.party,                                                                      -- Name
    cast(spans.months as integer) as months,                                          -- Months: with findings
    cast(document_sums.documents as integer) as documents,                            -- Documents
    cast(document_sums.amount as decimal(18, 2)) as amount,                           -- Amount: each document once, with its largest amount
    cause_counts.cause_id,                                                            -- Most frequent cause
    spans.first_month,                                                                -- First month
    spans.last_month                                                                  -- Last month
from spans
inner join document_sums
    on document_sums.party_kind = spans.party_kind
    and document_sums.party = spans.party
inner join cause_counts
    on cause_counts.party_kind = spans.party_kind
    and cause_counts.party = spans.party
    and cause_counts.nth = 1
where document_sums.documents > 1
order by
    spans.months desc,
    document_sums.amount desc,
    party_kind,
    party
