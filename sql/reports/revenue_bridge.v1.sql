-- Revenue bridge: from the sales that Omni dates in the month to the revenue that the ledger posted in it.
--
-- since: 2000-01
-- key:   position, cause_id
-- keeps: named_differences
-- needs: sales_documents, ledger_entries
-- rule:  domain.md T10. Ex tax; a movement of the month, not cumulative; the rest is printed also when it is nothing

with

sales as (
    select sum(amount) as amount
    from documents
    where
        doc_type in ('SO', 'CN')
        and acct_date between $period_start and $period_end
        and not is_void
        and not is_draft
),

revenue as (
    select sum(credits) - sum(debits) as amount
    from ledger_balances_as_known
    where
        period = $period
        and role = 'revenue'
),

named as (
    select
        cause_id,
        sum(named_differences.revenue) as amount,
        count(*) as documents
    from named_differences
    cross join revenue
    where
        named_differences.revenue <> 0
        and revenue.amount is not null
    group by cause_id
),

rows as (
    select 1 as position, cause_id, amount, documents
    from named
    union all
    select
        2 as position,
        'unexplained' as cause_id,
        sales.amount - revenue.amount - coalesce((select sum(amount) from named), 0) as amount,
        0 as documents
    from sales
    cross join revenue
    where revenue.amount is not null
)

select
    position,                                                                         -- No
    cause_id,                                                                         -- Cause
    cast(amount as decimal(18, 2)) as amount,                                         -- Amount
    cast(documents as integer) as documents                                           -- Documents
from rows
order by
    position,
    cause_id
