-- COGS conditions: which conditions for COGS each sales order and credit note meets, as each sales report lists it.
--
-- since: 2000-01
-- grain: one row for each order or credit note and each sales report that lists it
-- key:   _landing, _line
-- rule:  cogs.md#conditions
--        `failing_condition` is the first that fails, blank where every condition holds, so that Omni computes COGS.
--        `conditions_code` lists each with Y, N or blank (not applicable) and what the document has for it. A new condition is a
--        branch in both and its words in `sql/reasons/cogs_reasons`. `is_quantity_off`: a line, or the sum, moved otherwise than ordered; lines count where they sum up to
--        what the report shows

with

listed_sales as (
    select
        sales_documents.*,
        coalesce(sales_documents.qty_ordered <> sales_documents.qty_moved, false)
        or coalesce(order_line_costs.is_line_off, false) as is_quantity_off
    from sales_documents
    left join order_line_costs
        on order_line_costs.ref_key = sales_documents.ref_key
        and order_line_costs.qty_moved = abs(sales_documents.qty_moved)
    where sales_documents.period <= $period
)

select
    _landing,
    _line,
    is_quantity_off,
    case
        when move_date is null then case when doc_type = 'CN' then 'not_completed' else 'not_fully_dispatched' end
        when acct_date is null then case when doc_type = 'CN' then 'no_credit_note_date' else 'no_invoice_date' end
        when is_quantity_off then 'qty_mismatch'
        when status = 'ERROR' then 'status_error'
        when coalesce(status, 'NOT_IMPORTED') = 'NOT_IMPORTED' then 'status_not_imported'
    end as failing_condition,
    concat_ws(
        ';',
        case when doc_type = 'CN' then 'needs_completed_date|' else 'needs_dispatch_date|' end
        || case when move_date is null then 'N|' else 'Y|' || cast(move_date as varchar) end,
        case when doc_type = 'CN' then 'needs_credit_note_date|' else 'needs_invoice_date|' end
        || case when acct_date is null then 'N|' else 'Y|' || cast(acct_date as varchar) end,
        'needs_equal_quantities|' || case when is_quantity_off then 'N' else 'Y' end,
        'needs_synced_status|' || case when coalesce(status, '') in ('IMPORTED', 'DO_NOT_IMPORT') then 'Y' else 'N' end,
        'needs_batch|' || case
            when status <> 'DO_NOT_IMPORT' then ''
            when payment_batch_ref is not null then 'Y'
            when settings_in_force.third_party_sales_poster then ''
            else 'N'
        end
    ) as conditions_code
from listed_sales
cross join settings_in_force
