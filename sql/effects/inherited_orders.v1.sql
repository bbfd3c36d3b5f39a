-- Inherited orders: back orders that copied the status Imported from their original order, and do not appear in the books themselves.
--
-- since: 2000-01
-- grain: one row for each such back order
-- key:   ref_key
-- rule:  causes-purchases.md#p25-back-order-marked-imported
--        `is_billed_there` is true if the original order's bill includes the value of both orders. `is_listed_there` is true if the
--        reconciliation also lists both under the original order, so that the two sides agree

with

reconciled_orders as (
    select ref_key, sum(coalesce(debit, 0) - coalesce(credit, 0)) as effect
    from stock_reconciliation_entries
    where
        period <= $period
        and section = 'purchase_orders'
    group by ref_key
),

posted_orders as (
    select ref_key, sum(net) as effect
    from ledger_matches
    where
        role = 'inventory'
        and kind in ('bill', 'bill_credit')
        and doc_type = 'PO'
    group by ref_key
),

month_coverage as (
    select period, has_reconciliation
    from compared_months
)

select
    documents.ref_key,
    originals.ref_key as original_key,
    documents.value,
    coalesce(posted_there.effect - originals.value >= documents.value - 0.02, false) as is_billed_there,
    coalesce(
        least(listed_there.effect, posted_there.effect) - originals.value >= documents.value - 0.02, false
    ) as is_listed_there
from documents
inner join order_families on order_families.ref_key = documents.ref_key
inner join documents as originals
    on originals.doc_type = 'PO'
    and originals.ref_key = order_families.family
    and originals.ref_key <> documents.ref_key
    and not originals.is_void
    and not originals.is_draft
left join reconciled_orders on reconciled_orders.ref_key = documents.ref_key
left join posted_orders on posted_orders.ref_key = documents.ref_key
left join reconciled_orders as listed_there on listed_there.ref_key = originals.ref_key
left join posted_orders as posted_there on posted_there.ref_key = originals.ref_key
left join month_coverage on month_coverage.period = strftime(documents.acct_date, '%Y-%m')
where
    documents.doc_type = 'PO'
    and documents.status = 'IMPORTED'
    and not documents.is_void
    and not documents.is_draft
    and coalesce(documents.created_date <= $period_end, true)
    and reconciled_orders.ref_key is null
    and posted_orders.ref_key is null
    and (
        documents.acct_date is null
        or (documents.booked and coalesce(month_coverage.has_reconciliation, false))
    )
    and not exists (
        select 1
        from late_syncs
        where late_syncs.doc_type = 'PO' and late_syncs.ref_key = documents.ref_key
    )
    and not exists (
        select 1
        from listed_states
        where listed_states.side = 'bills' and listed_states.ref_key = documents.ref_key
    )
