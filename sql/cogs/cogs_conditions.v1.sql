-- COGS conditions: the first condition for COGS that an order or credit note fails, as listed in each sales report.
--
-- since: 2000-01
-- grain: one row for each order or credit note that fails a condition, and each sales report that lists it
-- key:   _landing, _line
-- rule:  cogs.md#conditions
--        Omni calculates COGS for the documents without a row. To add a condition, add a branch here, another to `conditions_code` in
--        `conditions_met`, and its wording to `sql/reasons/cogs_reasons`. `is_quantity_off` is true if the quantity moved differs from the
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
),

tested_sales as (
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
        end as failing_condition
    from listed_sales
)

select
    _landing,
    _line,
    is_quantity_off,
    failing_condition
from tested_sales
where failing_condition is not null
