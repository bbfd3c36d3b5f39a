-- Syncing exceptions: documents that should be in the books but are not, sync errors, and sales without COGS (SY1, SY4, SY5).
--
-- since: 2000-01
-- grain: one row for each step, document and reason
-- key:   step, doc_type, ref_key, reason_code
-- rule:  checklist.md#sy1-sync-transactions, checklist.md#sy4-fix-errors, checklist.md#sy5-check-that-sales-have-cogs

with

live as (
    select documents.*, settings_in_force.inventory_method, settings_in_force.third_party_sales_poster
    from documents
    cross join settings_in_force
    where
        not documents.is_void
        and not documents.is_draft
        and (documents.moved or documents.booked)
        and (
            coalesce(documents.status, 'NOT_IMPORTED') in ('NOT_IMPORTED', 'ERROR')
            or documents.landing_costs <> 0
            or (documents.status = 'DO_NOT_IMPORT' and documents.payment_batch_ref is null)
            or coalesce(documents.value, 0) = 0
        )
),

reconciled as (
    select section, ref_key
    from stock_reconciliation_entries
    where
        period <= $period
        and section in ('stock_adjustments', 'additional_costs')
    union
    select 'stock_adjustments' as section, ref_key
    from late_syncs
    where doc_type = 'ADJ'
    union
    select 'additional_costs' as section, ref_key
    from late_syncs
    where doc_type = 'PO'
),

unposted_adjustments as (
    -- The reconciliation lists an adjustment by its Completed Date whether or not it was uploaded, so the ledger is checked instead.
    select ref_key
    from ledger_effects
    where
        doc_type = 'ADJ'
        and is_listed
        and not is_posted
        and leg2 <> 0
),

reconciliations as (
    -- If the reconciliation has not been uploaded, its entries are unknown, so none of them is reported as missing.
    select distinct period
    from stock_reconciliation_balances
    where period = $period
),

exceptions as (
    select
        'SY1' as step, doc_type, ref_key,
        case when doc_type in ('SO', 'PO') then 'ready_for_sync_all' else 'ready_to_upload' end as reason_code
    from live
    where
        booked
        and coalesce(status, 'NOT_IMPORTED') = 'NOT_IMPORTED'
        and (
            (doc_type = 'SO' and coalesce(amount_incl, 1) <> 0)
            or (doc_type = 'CN' and coalesce(amount_incl, 1) <> 0 and (sales_reference is not null or lacks_sales_reference))
            or (doc_type = 'PO' and (supplier_inv_no is not null or lacks_number))
            or (doc_type = 'SCN' and coalesce(amount_incl, 1) <> 0 and (supplier_inv_no is not null or lacks_number))
        )
    union all
    select 'SY1' as step, live.doc_type, live.ref_key, 'adjustment_not_synced' as reason_code
    from live
    inner join reconciliations on true
    left join reconciled as listed_adjustments
        on listed_adjustments.section = 'stock_adjustments'
        and listed_adjustments.ref_key = live.ref_key
    left join unposted_adjustments on unposted_adjustments.ref_key = live.ref_key
    where
        live.doc_type = 'ADJ'
        and live.inventory_method = 'perpetual'
        and live.moved
        and live.booked
        and live.value <> 0
        and (
            listed_adjustments.ref_key is null
            or unposted_adjustments.ref_key is not null
        )
    union all
    select 'SY1' as step, live.doc_type, live.ref_key, 'landed_cost_not_synced' as reason_code
    from live
    inner join reconciliations on true
    where
        live.doc_type = 'PO'
        and live.inventory_method = 'perpetual'
        and live.booked
        and live.status = 'IMPORTED'
        and live.landing_costs <> 0
        and not exists (
            select 1 from reconciled
            where reconciled.section = 'additional_costs' and reconciled.ref_key = live.ref_key
        )
    union all
    select 'SY4' as step, doc_type, ref_key, 'sync_error' as reason_code
    from live
    where status = 'ERROR' and (moved or booked)
    union all
    select
        'SY5' as step, doc_type, ref_key,
        case
            when failing_condition = 'status_not_imported' and amount_incl = 0 then 'zero_total_not_imported'
            else 'no_cogs_' || failing_condition
        end as reason_code
    from sales_without_cogs
    union -- A document with a total of zero that is not imported is in both queries.
    select
        'SY5' as step, doc_type, ref_key,
        case when amount_incl = 0 then 'zero_total_not_imported' else 'invoiced_not_imported' end as reason_code
    from live
    where
        doc_type in ('SO', 'CN')
        and booked
        and coalesce(status, 'NOT_IMPORTED') in ('NOT_IMPORTED', 'ERROR')
        and not is_refund_only
    union all
    select 'SY5' as step, doc_type, ref_key, 'neither_imported_nor_batched' as reason_code
    from live
    where
        doc_type in ('SO', 'CN')
        and (moved or booked)
        and status = 'DO_NOT_IMPORT'
        and payment_batch_ref is null
        and not lacks_batches
        and coalesce(amount_incl, 1) <> 0
        and not is_refund_only
        and not third_party_sales_poster
        and not exists (
            select 1 from recorded_reasons
            where recorded_reasons.doc_type = live.doc_type and recorded_reasons.ref_key = live.ref_key
        )
    union all
    select 'SY5' as step, doc_type, ref_key, 'cost_blank_or_zero' as reason_code
    from live
    where
        doc_type in ('SO', 'CN')
        and moved
        and booked
        and failing_condition is null
        and not lacks_value
        and coalesce(value, 0) = 0
)

select
    exceptions.step,
    exceptions.doc_type,
    exceptions.ref_key,
    case
        when beyond_past_months.ref_key is null then exceptions.reason_code
        when exceptions.reason_code in ('ready_for_sync_all', 'ready_to_upload') then 'no_longer_offered'
        when
            exceptions.reason_code = 'invoiced_not_imported'
            and coalesce(live.status, 'NOT_IMPORTED') = 'NOT_IMPORTED' then 'no_longer_offered'
        when exceptions.reason_code = 'no_cogs_status_not_imported' then 'no_cogs_no_longer_offered'
        else exceptions.reason_code
    end as reason_code
from exceptions
left join live
    on live.doc_type = exceptions.doc_type
    and live.ref_key = exceptions.ref_key
left join beyond_past_months
    on beyond_past_months.doc_type = exceptions.doc_type
    and beyond_past_months.ref_key = exceptions.ref_key
