-- COGS conditions: the conditions for COGS that each sales order and credit note meets, as listed in each sales report.
--
-- since: 2000-01
-- grain: one row for each order or credit note and each sales report that lists it
-- key:   _landing, _line
-- rule:  cogs.md#conditions
--        `failing_condition` is the first condition that fails. It is blank if every condition holds, and Omni then calculates COGS.
--        `conditions_code` shows whether the document meets, lacks or may skip each condition. To add a condition, add a branch to
--        both columns and its wording to `sql/reasons/cogs_reasons`. `is_quantity_off` is true if the quantity moved differs from the
--        quantity ordered, on a line or in total. Lines are used only if they add up to the total in the report

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
        case
            when move_date is not null
                then case when doc_type = 'CN' then 'meets_completed|' else 'meets_dispatched|' end || cast(move_date as varchar)
            when doc_type = 'CN' then 'lacks_completed'
            else 'lacks_dispatched'
        end,
        case
            when acct_date is not null
                then case when doc_type = 'CN' then 'meets_credited|' else 'meets_invoiced|' end || cast(acct_date as varchar)
            when doc_type = 'CN' then 'lacks_credited'
            else 'lacks_invoiced'
        end,
        case when is_quantity_off then 'lacks_quantities' else 'meets_quantities' end,
        case when coalesce(status, '') in ('IMPORTED', 'DO_NOT_IMPORT') then 'meets_status' else 'lacks_status' end,
        case
            when coalesce(status, '') <> 'DO_NOT_IMPORT' then 'skips_batch'
            when payment_batch_ref is not null then 'meets_batch'
            when settings_in_force.third_party_sales_poster then 'skips_batch'
            else 'lacks_batch'
        end
    ) as conditions_code
from listed_sales
cross join settings_in_force
