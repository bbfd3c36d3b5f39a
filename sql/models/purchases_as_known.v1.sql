-- Purchases as known: each purchase order and supplier credit note as its newest export up to the period shows it.
--
-- since: 2000-01
-- rule:  design.md 3; where the report has no accounting status, a purchase that the Stock on Hand Reconciliation
--        holds is imported, any other is not (domain.md 2.3)

with

ranked as (
    select
        purchase_documents.*,
        row_number() over (
            partition by purchase_documents.ref_key
            order by purchase_documents.period desc, landings.exported_on desc nulls last, landings.sequence desc
        ) as age
    from purchase_documents
    inner join landings
        on landings.landing = purchase_documents._landing
        and landings.dataset = 'purchase_documents'
    where purchase_documents.period <= $period
),

reconciled as (
    select distinct ref_key
    from stock_reconciliation_entries
    where
        period <= $period
        and section in ('purchase_orders', 'supplier_credit_notes')
)

select
    ranked.* exclude (status),
    coalesce(
        ranked.status,
        case when reconciled.ref_key is not null then 'IMPORTED' else 'NOT_IMPORTED' end
    ) as status
from ranked
left join reconciled on reconciled.ref_key = ranked.ref_key
where ranked.age = 1
