-- Sales without COGS: orders and credit notes with a date on or before the period end whose COGS is blank or zero.
--
-- since: 2000-01
-- grain: one row for each sales order or credit note without COGS
-- key:   doc_type, ref_key
-- rule:  cogs.md#blank-and-zero, cogs.md#conditions
--        The first condition that fails is named

with

judged as (
    select
        sales_and_cogs.*,
        case
            when sales_and_cogs.move_date is null and sales_and_cogs.doc_type = 'SO' then 'not_fully_dispatched'
            when sales_and_cogs.move_date is null then 'not_completed'
            when sales_and_cogs.acct_date is null and sales_and_cogs.doc_type = 'SO' then 'no_invoice_date'
            when sales_and_cogs.acct_date is null then 'no_credit_note_date'
            when sales_and_cogs.is_quantity_off then 'qty_mismatch'
            when sales_and_cogs.status = 'ERROR' then 'status_error'
            when coalesce(sales_and_cogs.status, 'NOT_IMPORTED') = 'NOT_IMPORTED' then 'status_not_imported'
            when sales_and_cogs.cogs = 0 then 'eligible_but_zero'
            else 'eligible_but_blank'
        end as failing_condition
    from sales_and_cogs
    where
        sales_and_cogs.has_cogs_row
        and (sales_and_cogs.moved or sales_and_cogs.booked)
        and not sales_and_cogs.is_void
        and not sales_and_cogs.is_draft
        and not sales_and_cogs.is_refund_only
        and coalesce(sales_and_cogs.cogs, 0) = 0
)

select *
from judged
where not (failing_condition in ('eligible_but_zero', 'eligible_but_blank') and cogs_period < file_period)
