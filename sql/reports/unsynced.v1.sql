-- Unsynced: every document dated by month end that is not in the ledger, with its kind, amount and age.
--
-- since: 2000-01
-- key:   kind, doc_type, ref
-- words: reason_code as reasons, fix
-- rule:  posting.md#what-sync-all-takes, posting.md#syncable

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
        step_exceptions.doc_type,
        step_exceptions.ref,
        step_exceptions.reason_code,
        step_exceptions.doc_type in ('SO', 'PO')
        and step_exceptions.reason_code not in ('landed_cost_not_synced', 'no_longer_offered') as is_in_sync_all,
        documents.contact,
        documents.acct_date,
        documents.move_date,
        documents.status,
        date_diff('day', documents.acct_date, $period_end) as age_days,
        abs(
            case
                when step_exceptions.reason_code = 'landed_cost_not_synced' then documents.landing_costs
                else coalesce(documents.amount, documents.value)
            end
        ) as amount,
        step_exceptions.dataset,
        step_exceptions._landing,
        step_exceptions._line
    from step_exceptions
    inner join documents
        on documents.doc_type = step_exceptions.doc_type
        and documents.ref = step_exceptions.ref
    where step_exceptions.step = 'SY1'
)

select
    kind,                                                                             -- Kind
    case when is_in_sync_all then 'Y' else 'N' end as in_sync_all,                      -- In Sync All
    doc_type,                                                                         -- Type
    ref,                                                                              -- Reference
    contact,                                                                          -- Customer, supplier or reason
    cast(amount as decimal(18, 2)) as amount,                                         -- Amount ex tax
    acct_date,                                                                        -- Booked
    move_date,                                                                        -- Stock moved
    cast(age_days as integer) as age_days,                                            -- Age in days
    status,                                                                           -- Accounting status
    reason_code,                                                                      -- Why
    dataset as _dataset,
    _landing,
    _line
from waiting_documents
order by
    amount desc nulls last,
    kind,
    doc_type,
    ref
