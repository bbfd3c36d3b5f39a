-- Blank COGS: orders and credit notes without cost of goods sold, why, and how much cost is likely missing.
--
-- since: 2000-01
-- key:   doc_type, order_ref
-- needs: sales_documents, cogs_entries
-- rule:  domain.md 1.4: both dates, quantities equal on every line, status Imported or Do Not Import; else no COGS
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
            when not blank.moved then 'nothing has moved'
            when blank.value <> 0 then 'cost of the document'
            when order_line_costs.cost is not null then 'order lines'
            when blank.amount is null then 'none'
            when own.cost_share is not null then 'margin of the customer'
            when usual.cost_share is not null then 'margin of the channel'
            else 'none'
        end as evidence
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
            case evidenced.evidence
                when 'nothing has moved' then 0
                when 'cost of the document' then evidenced.value
                when 'order lines' then
                    case when evidenced.doc_type = 'CN' then -abs(evidenced.line_cost) else evidenced.line_cost end
                when 'margin of the customer' then round(evidenced.amount * evidenced.cost_share, 2)
                when 'margin of the channel' then
                    round(evidenced.amount * evidenced.cost_share, 2)
            end as decimal(18, 2)
        ) as likely_missing_cogs
    from evidenced
)

select
    estimated.doc_type,                                                               -- Type
    estimated.ref as order_ref,                                                       -- Reference
    estimated.contact as customer,                                                    -- Customer
    estimated.failing_condition,                                                      -- Failing condition
    case estimated.failing_condition
        when 'not_fully_dispatched' then 'Fully Dispatched date is missing'
        when 'not_completed' then 'Completed Date is missing'
        when 'no_invoice_date' then 'Invoice Date is missing'
        when 'no_credit_note_date' then 'Credit Note Date is missing'
        when 'qty_mismatch' then
            'Quantity ' || case when abs(estimated.qty_moved) < abs(estimated.qty_ordered) then 'short' else 'over' end
            || ' by '
            || rtrim(rtrim(cast(abs(estimated.qty_ordered - estimated.qty_moved) as varchar), '0'), '.')
            || ' of ' || rtrim(rtrim(cast(abs(estimated.qty_ordered) as varchar), '0'), '.')
        when 'status_error' then 'Accounting status is Error'
        when 'status_not_imported' then 'Accounting status is Not Imported Yet'
        when 'eligible_but_zero' then 'Nothing is wrong, COGS is zero: the unit cost is likely zero'
        else 'Nothing is wrong, COGS was not generated'
    end as reason,                                                                    -- Why there is no COGS
    estimated.likely_missing_cogs,                                                    -- Likely missing COGS
    estimated.evidence,                                                               -- Evidence
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
    end as lacks_batch_reference,                                                     -- Do Not Import without batch
    case when estimated.cogs_period = $period then 'Y' else 'N' end as in_month_file,  -- In this month's COGS Breakdown
    case when estimated.vanished then 'Y' else 'N' end as vanished,                   -- Gone from the newest export
    case
        when estimated.failing_condition in ('not_fully_dispatched', 'not_completed')
            then 'Set the date once the goods have moved; Omni generates COGS within a day.'
        when estimated.failing_condition in ('no_invoice_date', 'no_credit_note_date')
            then 'Set the date (bulk update), sync, then regenerate COGS.'
        when estimated.failing_condition = 'qty_mismatch'
            then 'Put the remainder on a back order, so that both quantities are equal, then regenerate COGS.'
        when estimated.failing_condition = 'status_error'
            then 'Read the Errors column of the sync screen, mend it, reset the status, sync again.'
        when estimated.failing_condition = 'status_not_imported'
            then 'Sync the document, then regenerate COGS.'
        when estimated.failing_condition = 'eligible_but_zero'
            then 'Give the receipt or adjustment behind these units its cost, then regenerate COGS.'
        when estimated.status = 'DO_NOT_IMPORT' and estimated.payment_batch_ref is null
            then 'Do Not Import without a batch reference: batch the payment or reset the status, then regenerate COGS.'
        else 'Regenerate COGS: Insights > COGS Breakdown, then export the report again.'
    end as fix,                                                                       -- What to do
    'cogs_entries' as _dataset,
    estimated.cogs_landing as _landing,
    estimated.cogs_line as _line
from estimated
order by
    abs(estimated.likely_missing_cogs) desc nulls last,
    abs(estimated.amount) desc nulls last,
    estimated.doc_type,
    estimated.ref
