-- Revenue bridge: from the sales that Omni dates in the month to the revenue that the ledger posted in it.
--
-- since: 2000-01
-- key:   position, cause_id
-- keeps: difference_kinds
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
    select 1 as position, cause_id, amount, documents, clearing_amount, clearing_documents
    from named
    union all
    select
        2 as position,
        'unexplained' as cause_id,
        sales.amount - revenue.amount - coalesce((select sum(amount) from named), 0) as amount,
        0 as documents,
        0 as clearing_amount,
        0 as clearing_documents
    from sales
    cross join revenue
    where revenue.amount is not null
)

select
    position,                                                                         -- No
    cause_id,                                                                         -- Cause
    cast(amount as decimal(18, 2)) as amount,                                         -- Amount
    cast(documents as integer) as documents,                                          -- Documents
    cast(clearing_amount as decimal(18, 2)) as _clearing_amount,
    cast(clearing_documents as integer) as _clearing_documents
from rows
order by
    position,
    cause_id
