-- Proposed accounts: the role of each ledger account, inferred from its postings. If this is ambiguous, each account is a candidate.
--
-- since: 2000-01
-- grain: one row for each account and each role that it may have
-- key:   role, identity
-- rule:  proposed-settings.md#roles-of-accounts

with

evidence_by_account as (
    select
        proposed_evidence.role,
        proposed_evidence.identity,
        cast(sum(proposed_evidence.documents) as bigint) as documents,
        sum(proposed_evidence.amount) as amount,
        max(case when proposed_evidence.documents * 10 >= proposed_evidence.of_documents then 1 else 0 end) = 1 as is_usual,
        max(case when proposed_evidence.evidence not in ('proposed_bills_debit', 'proposed_cogs_nearly') then 1 else 0 end)
        = 1 as is_confirmed,
        max(case when proposed_evidence.evidence in ('proposed_cogs_debit', 'proposed_cogs_credit') then 1 else 0 end) = 1 as is_exact,
        string_agg(
            proposed_evidence.evidence || '|' || cast(proposed_evidence.documents as varchar) || '|'
            || cast(proposed_evidence.of_documents as varchar),
            ';' order by proposed_evidence.documents desc, proposed_evidence.evidence
        ) as evidence_code
    from proposed_evidence
    group by
        proposed_evidence.role,
        proposed_evidence.identity
),

usual_evidence as (
    select
        evidence_by_account.*,
        coalesce(ledger_accounts.named_role = evidence_by_account.role, false) as is_named,
        row_number() over (
            partition by evidence_by_account.identity
            order by evidence_by_account.is_exact desc, evidence_by_account.documents desc, evidence_by_account.role
        ) as nth_role
    from evidence_by_account
    inner join roles on roles.role = evidence_by_account.role
    inner join ledger_accounts on ledger_accounts.identity = evidence_by_account.identity
    where evidence_by_account.is_usual
),

weighed_evidence as (
    select
        *,
        (is_exact or documents >= 3) and (role <> 'inventory' or is_confirmed or is_named) as is_strong,
        sum(case when is_named then 1 else 0 end) over (partition by role) as named_alike,
        max(case when is_confirmed then 1 else 0 end) over (partition by role) as one_is_confirmed,
        max(case when is_exact or documents >= 3 then 1 else 0 end) over (partition by role) as one_is_clear
    from usual_evidence
    where nth_role = 1
),

accounts_by_postings as (
    select
        role,
        identity,
        documents,
        amount,
        case
            when is_strong and (role <> 'inventory' or is_confirmed or one_is_confirmed = 0) then 'proposed'
            when one_is_clear = 0 and is_named and named_alike = 1 then 'proposed'
            when role = 'deposits' and is_named then 'proposed'
            else 'candidate'
        end as state,
        evidence_code || case
            when is_strong and (role <> 'inventory' or is_confirmed) then ''
            when is_strong and one_is_confirmed = 0 then ';proposed_and_named'
            when is_strong then ';proposed_no_stock'
            when one_is_clear = 0 and is_named and named_alike = 1 then ';proposed_and_named'
            when role = 'deposits' and is_named then ';proposed_and_named'
            when documents >= 3 then ';proposed_no_stock'
            else ';proposed_too_few'
        end as evidence_code
    from weighed_evidence
),

accounts_by_name as (
    select
        roles.role,
        ledger_accounts.identity,
        told.role is null and count(*) over (partition by roles.role) = 1 as is_alone
    from roles
    inner join ledger_accounts on ledger_accounts.named_role = roles.role
    left join accounts_by_postings as taken on taken.identity = ledger_accounts.identity
    left join accounts_by_postings as proposed
        on proposed.role = roles.role
        and proposed.state = 'proposed'
    left join (
        select distinct role
        from usual_evidence
    ) as told on told.role = roles.role
    where
        taken.identity is null
        and proposed.role is null
)

select
    role,
    identity,
    state,
    documents,
    amount,
    evidence_code
from accounts_by_postings
union all
select
    role,
    identity,
    case when is_alone then 'proposed' else 'candidate' end as state,
    cast(0 as bigint) as documents,
    cast(null as decimal(18, 4)) as amount,
    'proposed_by_name' as evidence_code
from accounts_by_name
