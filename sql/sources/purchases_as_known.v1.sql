-- Purchases as known: each purchase order and supplier credit note as its newest export up to the period shows it.
--
-- since: 2000-01
-- rule:  design.md 3; where the report has no accounting status, a purchase that the Stock on Hand Reconciliation
--        holds is imported, any other is not (domain.md 2.3)

with

ages as (
    -- 1 is the newest export.
    select
        landing,
        dense_rank() over (order by period desc, exported_on desc nulls last, sequence desc) as age
    from landings
    where
        dataset = 'purchase_documents'
        and period <= $period
),

listed_again as (
    select
        purchase_documents.ref_key,
        min(ages.age) as age
    from purchase_documents
    inner join ages on ages.landing = purchase_documents._landing
    group by purchase_documents.ref_key
    having min(ages.age) < max(ages.age)
),

reconciled as (
    select distinct ref_key
    from stock_reconciliation_entries
    where
        period <= $period
        and section in ('purchase_orders', 'supplier_credit_notes')
)

select
    purchase_documents.* exclude (status),
    coalesce(
        purchase_documents.status,
        case when reconciled.ref_key is not null then 'IMPORTED' else 'NOT_IMPORTED' end
    ) as status
from purchase_documents
inner join ages on ages.landing = purchase_documents._landing
left join listed_again on listed_again.ref_key = purchase_documents.ref_key
left join reconciled on reconciled.ref_key = purchase_documents.ref_key
where coalesce(listed_again.age = ages.age, true)
