-- COGS conditions: the first condition for COGS that each sales order and credit note fails, as each sales report lists it.
--
-- since: 2000-01
-- grain: one row for each order or credit note and each sales report that lists it
-- key:   _landing, _line
-- rule:  cogs.md#conditions
--        Blank where every condition holds, so that Omni computes COGS. A new condition is a branch here and its words
--        in `sql/reasons/`. `is_quantity_off`: a line, or the sum, moved otherwise than ordered; lines count where they sum up to
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
    end as failing_condition
from listed_sales
