-- Checking exceptions: documents that fail the checks of orders, credits, purchases and adjustments (CH1-CH4, X1, X2).
--
-- since: 2000-01
-- grain: one row for each step, document and reason
-- key:   step, doc_type, ref_key, reason_code
-- rule:  checklist.md#ch1-check-sales-orders, checklist.md#ch2-check-customer-credit-notes,
--        checklist.md#ch3-check-purchase-orders, checklist.md#ch4-check-supplier-credit-notes,
--        checklist.md#x1-approve-automatic-adjustments, checklist.md#x2-back-order-incoming-stock

with

live_documents as (
    select
        *,
        case doc_type when 'SO' then 'CH1' when 'CN' then 'CH2' when 'PO' then 'CH3' when 'SCN' then 'CH4' end as step
    from documents
    where
        not is_void
        and not is_draft
        and (
            move_date is null
            or acct_date is null
            or is_in_part
            or coalesce(status, 'NOT_IMPORTED') in ('NOT_IMPORTED', 'ERROR')
            or (doc_type = 'CN' and sales_reference is null)
            or (doc_type in ('PO', 'SCN') and supplier_inv_no is null)
        )
),

partial_documents as (
    select doc_type, ref_key, step, abs(qty_moved) > abs(qty_ordered) as is_over
    from live_documents
    where step is not null and is_in_part
)

select step, doc_type, ref_key, 'moved_not_booked' as reason_code
from live_documents
where step is not null and moved and acct_date is null
union all
select
    step, doc_type, ref_key,
    case when is_quantity_off and coalesce(qty_moved, 0) <> 0 then 'booked_moved_in_part' else 'booked_not_moved' end as reason_code
from live_documents
where step is not null and booked and move_date is null
union all
select step, doc_type, ref_key, case when is_over then 'more_moved' else 'quantities_differ' end as reason_code
from partial_documents
union all
select
    step, doc_type, ref_key,
    case when amount_incl = 0 then 'zero_total_not_imported' else 'invoiced_not_imported' end as reason_code
from live_documents
where step = 'CH1' and booked and coalesce(status, 'NOT_IMPORTED') in ('NOT_IMPORTED', 'ERROR')
union all
select step, doc_type, ref_key, 'lacks_sales_reference' as reason_code
from live_documents
where step = 'CH2' and sales_reference is null and not lacks_sales_reference and (moved or booked)
union all
select
    step, doc_type, ref_key,
    case step when 'CH3' then 'lacks_supplier_invoice_number' else 'lacks_supplier_credit_number' end as reason_code
from live_documents
where step in ('CH3', 'CH4') and supplier_inv_no is null and not lacks_number and (moved or booked)
union all
select 'X1' as step, doc_type, ref_key, 'automatic_not_completed' as reason_code
from live_documents
where is_open_auto and created_date <= $period_end
union all
select 'X2' as step, doc_type, ref_key, case when is_over then 'more_moved' else 'partly_received' end as reason_code
from partial_documents
where doc_type = 'PO'
