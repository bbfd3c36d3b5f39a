-- Purchase totals: the totals of the purchases and supplier credits that Omni dates in the month and has synced.
--
-- since: 2000-01
-- grain: one row for the requested month
-- key:   period
-- rule:  identities.md#t11-purchases-equal-payables
--        `amount` is the amount that the supplier bills, excluding tax. It excludes landed costs, because carriers bill those

select
    $period as period,
    sum(documents.amount_incl) as amount_incl,
    sum(coalesce(purchase_documents.product_total, documents.amount - coalesce(documents.landing_costs, 0))) as amount
from documents
inner join purchase_documents
    on purchase_documents._landing = documents._landing
    and purchase_documents._line = documents._line
where
    documents.dataset = 'purchase_documents'
    and documents.acct_date between $period_start and $period_end
    and documents.status = 'IMPORTED'
    and not documents.is_void
    and not documents.is_draft
