-- Revenue bridge: from Omni's sales dated in the month to the revenue posted in the ledger.
--
-- since: 2000-01
-- key:   position, cause_id
-- words: unmet_code as unmet, settled_by
-- needs: sales_documents, ledger_entries
-- rule:  bridge.md#the-revenue-bridge
--        The unexplained remainder is shown even if it is 0.00, and is blank if either side is unknown

with

sales as (
    select case when count(case when lacks_value and amount is null then 1 end) = 0 then coalesce(sum(amount), 0) end as amount
    from documents
    where
        doc_type in ('SO', 'CN')
        and acct_date between $period_start and $period_end
        and not is_void
        and not is_draft
),

revenue as (
    select sum(credits) - sum(debits) as amount
    from role_balances
    where
        period = $period
        and role = 'revenue'
),

uploads as (
    select count(*) > 0 as has_sales
    from landings
    where
        period = $period
        and dataset = 'sales_documents'
),

sales_account as (
    select max(reason_code) as missing_code
    from missing_accounts
    where role = 'revenue'
),

unknown_ends as (
    select 'not_landed|sales_documents' as reason_code
    from uploads
    where not has_sales
    union
    select reason_code
    from unlisted_families
    where
        family = 'sale'
        and period = $period
    union
    -- An unreadable document of an earlier month may be dated in this one.
    select reason_code
    from incomplete_exports
    where dataset in ('sales_documents', 'payments')
    union
    select reason_code
    from list_gaps
    where
        need in ('kind:SO', 'kind:CN', 'amount:sales_documents')
        and period = $period
    union
    select sales_account.missing_code as reason_code
    from revenue
    cross join sales_account
    where revenue.amount is null or sales_account.missing_code is not null
),

unmet_needs as (
    -- The evidence that is missing to calculate the difference between the two sides.
    select string_agg(reason_code, ';' order by reason_code) as unmet_code
    from unknown_ends
),

named_causes as (
    select
        cause_id,
        sum(difference_kinds.revenue) as amount,
        count(*) as documents,
        sum(case when clears then difference_kinds.revenue else 0 end) as clearing_amount,
        count(case when clears then 1 end) as clearing_documents
    from difference_kinds
    cross join revenue
    where
        difference_kinds.revenue <> 0
        and revenue.amount is not null
    group by cause_id
),

rows as (
    select
        1 as position, cause_id, amount, documents, clearing_amount, clearing_documents,
        cast(null as varchar) as unmet_code
    from named_causes
    union all
    select
        2 as position,
        'unexplained' as cause_id,
        case
            when unmet_needs.unmet_code is null
                then sales.amount - revenue.amount - coalesce((select sum(amount) from named_causes), 0)
        end as amount,
        0 as documents,
        0 as clearing_amount,
        0 as clearing_documents,
        unmet_needs.unmet_code
    from sales
    cross join revenue
    cross join unmet_needs
)

select
    position,                                                                         -- No
    cause_id,                                                                         -- Cause
    cast(amount as decimal(18, 2)) as amount,                                         -- Amount
    cast(documents as integer) as documents,                                          -- Documents
    unmet_code,                                                                       -- What is missing
    cast(clearing_amount as decimal(18, 2)) as _clearing_amount,
    cast(clearing_documents as integer) as _clearing_documents
from rows
order by
    position,
    cause_id
