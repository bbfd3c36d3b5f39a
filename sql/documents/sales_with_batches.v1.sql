-- Sales with batches: orders and credit notes in their latest known state, each with its payment batch, even if the report was exported
-- without that column.
--
-- since: 2000-01
-- grain: one row for each sales order or credit note
-- key:   doc_type, ref_key
-- rule:  posting.md#batches
--        `lacks_batches` is true if neither the report nor the payments show batches, so it is not known whether a sale is in one

with

reports_without_batches as (
    select count(*) as reports
    from landings
    where
        dataset = 'sales_documents'
        and period <= $period
        and absent like '%|payment_batch_ref|%'
),

batch_payments as (
    select
        payments_with_channel.ref_key,
        min(payments_with_channel.batch_reference) as batch_reference
    from payments_with_channel
    inner join reports_without_batches on reports_without_batches.reports > 0
    group by payments_with_channel.ref_key
),

payment_uploads as (
    select count(*) > 0 and max(incomplete_exports.dataset) is null as are_known
    from landings
    left join incomplete_exports on incomplete_exports.dataset = landings.dataset
    where
        landings.dataset = 'payments'
        and landings.period <= $period
)

select
    sales_documents_as_known.* exclude (payment_batch_ref),
    coalesce(
        sales_documents_as_known.payment_batch_ref,
        case when sales_documents_as_known._absent like '%|payment_batch_ref|%' then batch_payments.batch_reference end
    ) as payment_batch_ref,
    coalesce(sales_documents_as_known._absent like '%|payment_batch_ref|%', false) and not payment_uploads.are_known
        as lacks_batches
from sales_documents_as_known
cross join payment_uploads
left join batch_payments on batch_payments.ref_key = sales_documents_as_known.ref_key
