-- Sales equal revenue: Omni's documents dated in the month equal the amount the ledger credited to revenue.
--
-- since: 2000-01
-- rule:   identities.md#t10-sales-equal-revenue
-- left:  sales and credit notes dated in the month, ex tax
-- right: revenue accounts, credits less debits
-- needs: sales_documents account:revenue kind:SO kind:CN amount:sales_documents

with

sales as (
    select sum(amount) as amount
    from documents
    where
        doc_type in ('SO', 'CN')
        and acct_date between $period_start and $period_end
        and not is_void
        and not is_draft
)

select
    sales.amount as left_side,
    account_totals.revenue as right_side
from sales
cross join account_totals
