-- Blank COGS: orders and credit notes without cost of goods sold, the reason, and how much cost is probably missing.
--
-- since: 2000-01
-- key:   doc_type, order_ref
-- needs: sales_documents, cogs_entries
-- words: reason_code as reason, fix; evidence_code as evidence
-- rule:  cogs.md#blank-and-zero, cogs.md#conditions, cogs.md#estimates
-- help:  https://help.omni.cin7.com/hc/en-us/articles/9128531738511 https://help.omni.cin7.com/hc/en-us/articles/9128540889615

with

blank as (
    select * from sales_without_cogs
),

evidenced as (
    select
        blank.*,
        order_line_costs.cost as line_cost,
        coalesce(own.cost_share, usual.cost_share) as cost_share,
        case
            when blank.omni_effect = 0 and not blank.moved then 'nothing_moved'
            when blank.value <> 0 then 'document_cost'
            when order_line_costs.cost is not null then 'order_lines'
            when blank.amount is null then 'cost_unknown'
            when own.cost_share is not null then 'customer_margin'
            when usual.cost_share is not null then 'channel_margin'
            else 'cost_unknown'
        end as evidence_code
    from blank
    inner join sales_channels on sales_channels.ref_key = blank.ref_key
    left join order_line_costs on order_line_costs.ref_key = blank.ref_key
    left join cost_shares as own
        on own.contact = blank.contact
        and own.channel = sales_channels.channel
    left join cost_shares as usual
        on usual.contact is null
        and usual.channel = sales_channels.channel
),

estimated as (
    select
        evidenced.*,
        cast(
            case
                when evidenced.evidence_code = 'nothing_moved' then 0
                when evidenced.evidence_code = 'document_cost'
                    then
                        case when evidenced.moved then evidenced.value else -evidenced.omni_effect end
                when evidenced.evidence_code = 'order_lines'
                    then
                        case when evidenced.doc_type = 'CN' then -abs(evidenced.line_cost) else evidenced.line_cost end
                when evidenced.evidence_code in ('customer_margin', 'channel_margin') then
                    round(evidenced.amount * evidenced.cost_share, 2)
            end as decimal(18, 2)
        ) as likely_missing_cogs,
        rtrim(rtrim(cast(abs(evidenced.qty_ordered - evidenced.qty_moved) as varchar), '0'), '.')
        || '|' || rtrim(rtrim(cast(abs(evidenced.qty_ordered) as varchar), '0'), '.') as quantities
    from evidenced
)

select
    estimated.doc_type,                                                               -- Type
    estimated.ref as order_ref,                                                       -- Reference
    estimated.contact as customer,                                                    -- Customer
    estimated.failing_condition,                                                      -- Failing condition
    cast(
        case estimated.failing_condition
            when 'not_fully_dispatched' then 'not_fully_dispatched;set_date_once_moved'
            when 'not_completed' then 'not_completed;set_date_once_moved'
            when 'no_invoice_date' then 'no_invoice_date;set_date_and_regenerate'
            when 'no_credit_note_date' then 'no_credit_note_date;set_date_and_regenerate'
            when 'qty_mismatch'
                then
                    case when abs(estimated.qty_moved) < abs(estimated.qty_ordered) then 'qty_short|' else 'qty_over|' end
                    || estimated.quantities || ';back_order_remainder;then_regenerate'
            when 'status_error' then 'status_error;read_errors'
            when 'status_not_imported'
                then
                    case when estimated.amount_incl = 0 then 'zero_total_not_imported' else 'status_not_imported' end
            when 'eligible_but_blank'
                then 'eligible_but_blank;' || case
                    when
                        estimated.status = 'DO_NOT_IMPORT' and estimated.payment_batch_ref is null
                        and coalesce(estimated.amount_incl, 1) <> 0
                        then 'batch_or_reset_status'
                    else 'regenerate_and_export'
                end
            else estimated.failing_condition
        end as varchar
    ) as reason_code,                                                                 -- Why COGS is missing
    estimated.likely_missing_cogs,                                                    -- Likely missing COGS
    estimated.evidence_code,                                                          -- Evidence
    cast(estimated.amount as decimal(18, 2)) as sales,                                -- Sales ex tax
    cast(estimated.cogs as decimal(18, 2)) as cogs,                                   -- COGS as exported
    estimated.move_date,                                                              -- Stock moved
    estimated.acct_date,                                                              -- Booked
    estimated.status,                                                                 -- Accounting status
    cast(estimated.qty_ordered as decimal(18, 2)) as qty_ordered,                     -- Ordered
    cast(estimated.qty_moved as decimal(18, 2)) as qty_moved,                         -- Moved
    estimated.payment_batch_ref,                                                      -- Batch
    case
        when estimated.status = 'DO_NOT_IMPORT' and estimated.payment_batch_ref is null then 'Y' else 'N'
    end as lacks_batch_reference,                                                     -- Do Not Import without a batch
    case when estimated.cogs_period = $period then 'Y' else 'N' end as in_month_file,  -- In this month's COGS Breakdown
    case when estimated.vanished then 'Y' else 'N' end as vanished,                   -- Missing from the newest export
    'cogs_entries' as _dataset,
    estimated.cogs_landing as _landing,
    estimated.cogs_line as _line
from estimated
order by
    abs(estimated.likely_missing_cogs) desc nulls last,
    abs(estimated.amount) desc nulls last,
    estimated.doc_type,
    estimated.ref
