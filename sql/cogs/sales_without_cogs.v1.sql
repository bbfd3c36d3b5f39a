-- Sales without COGS: orders and credit notes that moved or were booked by the period end but whose COGS is blank or zero.
--
-- since: 2000-01
-- grain: one row for each sales order or credit note without COGS
-- key:   doc_type, ref_key
-- rule:  cogs.md#blank-and-zero, cogs.md#conditions
--        `failing_condition` is the first condition that fails

with

blank_sales as (
    select
        documents.doc_type,
        documents.ref,
        documents.ref_key,
        documents.contact,
        documents.move_date,
        documents.acct_date,
        documents.status,
        documents.payment_batch_ref,
        documents.lacks_batches,
        documents.qty_ordered,
        documents.qty_moved,
        documents.value,
        documents.amount,
        documents.amount_incl,
        documents.moved,
        documents.booked,
        documents.is_quantity_off,
        documents.vanished,
        documents.omni_effect,
        documents.failing_condition,
        documents.failing_condition is null as is_eligible,
        documents.file_period,
        documents.dataset,
        documents._landing,
        documents._line,
        sale_costs.cogs,
        sale_costs.cogs_period,
        sale_costs.cogs_landing,
        sale_costs.cogs_line
    from documents
    inner join sale_costs on sale_costs.ref_key = documents.ref_key
    where
        documents.doc_type in ('SO', 'CN')
        and (documents.moved or documents.booked)
        and not documents.is_void
        and not documents.is_refund_only
        and coalesce(sale_costs.cogs, 0) = 0
)

select
    * exclude (failing_condition, file_period),
    coalesce(failing_condition, case when cogs = 0 then 'eligible_but_zero' else 'eligible_but_blank' end) as failing_condition
from blank_sales
where not (is_eligible and cogs_period < file_period)
