-- Blank COGS: orders and credit notes without cost of goods sold, with the reason and the cost that is probably missing.
--
-- since: 2000-01
-- key:   doc_type, order_ref
-- units: qty_ordered, qty_moved
-- needs: sales_documents, cogs_entries
-- words: reason_code as reason, fix; evidence_code as evidence; conditions_code as conditions
-- rule:  cogs.md#blank-and-zero, cogs.md#conditions, cogs.md#estimates
-- help:  https://help.omni.cin7.com/hc/en-us/articles/9128531738511 https://help.omni.cin7.com/hc/en-us/articles/9128540889615

with

blank_sales as (
    select * from sales_without_cogs
),

sales_with_evidence as (
    select
        blank_sales.*,
        conditions_met.conditions_code,
        order_line_costs.cost as line_cost,
        coalesce(own.cost_share, usual.cost_share) as cost_share,
        case
            when blank_sales.omni_effect = 0 and not blank_sales.moved then 'nothing_moved'
            when blank_sales.value <> 0 then 'document_cost'
            when order_line_costs.cost is not null then 'order_lines'
            when blank_sales.amount is null then 'cost_unknown'
            when own.cost_share is not null then 'customer_margin'
            when usual.cost_share is not null then 'channel_margin'
            else 'cost_unknown'
        end as evidence_code
    from blank_sales
    inner join sales_channels on sales_channels.ref_key = blank_sales.ref_key
    inner join conditions_met
        on conditions_met._landing = blank_sales._landing
        and conditions_met._line = blank_sales._line
    left join order_line_costs on order_line_costs.ref_key = blank_sales.ref_key
    left join cost_shares as own
        on own.contact = blank_sales.contact
        and own.channel = sales_channels.channel
    left join cost_shares as usual
        on usual.contact is null
        and usual.channel = sales_channels.channel
),

estimates as (
    select
        sales_with_evidence.*,
        cast(
            case
                when sales_with_evidence.evidence_code = 'nothing_moved' then 0
                when sales_with_evidence.evidence_code = 'document_cost'
                    then
                        case when sales_with_evidence.moved then sales_with_evidence.value else -sales_with_evidence.omni_effect end
                when sales_with_evidence.evidence_code = 'order_lines'
                    then
                        case
                            when sales_with_evidence.doc_type = 'CN' then -abs(sales_with_evidence.line_cost)
                            else sales_with_evidence.line_cost
                        end
                when sales_with_evidence.evidence_code in ('customer_margin', 'channel_margin') then
                    round(sales_with_evidence.amount * sales_with_evidence.cost_share, 2)
            end as decimal(18, 2)
        ) as likely_missing_cogs,
        rtrim(rtrim(cast(abs(sales_with_evidence.qty_ordered - sales_with_evidence.qty_moved) as varchar), '0'), '.')
        || '|' || rtrim(rtrim(cast(abs(sales_with_evidence.qty_ordered) as varchar), '0'), '.') as quantities
    from sales_with_evidence
)

select
    estimates.doc_type,                                                               -- Type
    estimates.ref as order_ref,                                                       -- Reference
    estimates.contact as customer,                                                    -- Customer
    estimates.failing_condition,                                                      -- Failing condition
    cast(
        case estimates.failing_condition
            when 'not_fully_dispatched' then 'not_fully_dispatched;set_date_once_moved'
            when 'not_completed' then 'not_completed;set_date_once_moved'
            when 'no_invoice_date' then 'no_invoice_date;set_date_and_regenerate'
            when 'no_credit_note_date' then 'no_credit_note_date;set_date_and_regenerate'
            when 'qty_mismatch'
                then
                    case when abs(estimates.qty_moved) < abs(estimates.qty_ordered) then 'qty_short|' else 'qty_over|' end
                    || estimates.quantities || ';back_order_remainder;then_regenerate'
            when 'status_error' then 'status_error;read_errors'
            when 'status_not_imported'
                then
                    case
                        when estimates.amount_incl = 0 then 'zero_total_not_imported'
                        when beyond_past_months.ref_key is not null then 'status_no_longer_offered'
                        else 'status_not_imported'
                    end
            when 'eligible_but_blank'
                then 'eligible_but_blank;' || case
                    when
                        estimates.status = 'DO_NOT_IMPORT' and estimates.payment_batch_ref is null
                        and not estimates.lacks_batches
                        and coalesce(estimates.amount_incl, 1) <> 0
                        then 'batch_or_reset_status'
                    else 'regenerate_and_export'
                end
            else estimates.failing_condition
        end as varchar
    ) as reason_code,                                                                 -- Why COGS is missing
    estimates.conditions_code,                                                        -- Conditions
    estimates.likely_missing_cogs,                       -- Likely missing COGS: an estimate. Evidence shows its basis
    estimates.evidence_code,                             -- Evidence: the basis of the estimated missing COGS
    cast(estimates.amount as decimal(18, 2)) as sales,                                -- Sales ex tax
    cast(estimates.cogs as decimal(18, 2)) as cogs,                                   -- COGS as exported
    estimates.move_date,                                                              -- Stock moved
    estimates.acct_date,                                                              -- Booked
    estimates.status,                                                                 -- Accounting status
    cast(estimates.qty_ordered as decimal(18, 2)) as qty_ordered,                     -- Ordered
    cast(estimates.qty_moved as decimal(18, 2)) as qty_moved,                         -- Moved
    estimates.payment_batch_ref,                                                      -- Batch
    case
        when estimates.lacks_batches and estimates.status = 'DO_NOT_IMPORT' then null
        when estimates.status = 'DO_NOT_IMPORT' and estimates.payment_batch_ref is null then 'Y'
        else 'N'
    end as lacks_batch_reference,                                                     -- Do Not Import without a batch
    case when estimates.cogs_period = $period then 'Y' else 'N' end as in_month_file,  -- In this month's COGS Breakdown
    case when estimates.vanished then 'Y' else 'N' end as vanished,                   -- Missing from the newest export
    'cogs_entries' as _dataset,
    estimates.cogs_landing as _landing,
    estimates.cogs_line as _line
from estimates
left join beyond_past_months
    on beyond_past_months.doc_type = estimates.doc_type
    and beyond_past_months.ref_key = estimates.ref_key
order by
    abs(estimates.likely_missing_cogs) desc nulls last,
    abs(estimates.amount) desc nulls last,
    estimates.doc_type,
    estimates.ref
