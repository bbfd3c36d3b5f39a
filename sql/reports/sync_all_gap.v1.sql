-- Sync All gap: documents dated by month end that are not in the ledger, by kind, and whether Sync All includes them.
--
-- since: 2000-01
-- key:   kind, in_sync_all
-- needs: sales_documents, purchase_documents, stock_adjustments, stock_reconciliation_entries
-- rule:  posting.md#what-sync-all-takes

with

waiting_documents as (
    select
        case
            when step_exceptions.doc_type = 'ADJ' then 'Stock adjustments'
            when step_exceptions.reason_code = 'landed_cost_not_synced' then 'Landed costs'
            when step_exceptions.doc_type = 'SO' then 'Sales invoices'
            when step_exceptions.doc_type = 'CN' then 'Customer credit notes'
            when step_exceptions.doc_type = 'PO' then 'Supplier invoices'
            else 'Supplier credit notes'
        end as kind,
        case
            when step_exceptions.reason_code = 'landed_cost_not_synced' then documents.landing_costs
            else coalesce(documents.amount, documents.value)
        end as amount,
        documents.acct_date,
        step_exceptions.doc_type in ('SO', 'PO')
        and step_exceptions.reason_code not in ('landed_cost_not_synced', 'no_longer_offered') as is_in_sync_all
    from step_exceptions
    inner join documents
        on documents.doc_type = step_exceptions.doc_type
        and documents.ref = step_exceptions.ref
    where step_exceptions.step = 'SY1'
)

select
    kind,                                                                             -- Kind
    case when is_in_sync_all then 'Y' else 'N' end as in_sync_all,                      -- In Sync All
    cast(count(*) as integer) as documents,                                           -- Documents
    cast(
        case when count(amount) = count(*) then sum(abs(amount)) end as decimal(18, 2)
    ) as amount,                                                                      -- Amount ex tax
    cast(min(acct_date) as date) as oldest                                            -- Oldest
from waiting_documents
group by kind, is_in_sync_all
order by
    in_sync_all,
    kind
