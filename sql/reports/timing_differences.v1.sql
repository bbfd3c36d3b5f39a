-- Timing differences: documents whose stock moved on one side of the month end and whose books fall on the other.
--
-- since: 2000-01
-- key:   doc_type, ref
-- needs: sales_documents, purchase_documents, stock_adjustments
-- rule:  domain.md 1.3; all history up to the month end, so an undated document never hides
-- help:  https://help.omni.cin7.com/hc/en-us/articles/9128593204239 https://help.omni.cin7.com/hc/en-us/articles/10808558433551

with

open_items as (
    select * from straddling
)

select
    open_items.doc_type,                                                              -- Type
    open_items.ref,                                                                   -- Reference
    open_items.flow,                                                                  -- Flow
    open_items.contact,                                                               -- Customer, supplier or reason
    open_items.move_date,                                                             -- Stock moved
    open_items.acct_date,                                                             -- Booked
    open_items.class,                                                                 -- Direction
    cast(abs(open_items.value) as decimal(18, 2)) as value,                           -- Stock value
    case
        when open_items.move_date is null or open_items.acct_date is null then 'Y' else 'N'
    end as undated,                                                                   -- Other date blank
    strftime(open_items.exposure_date, '%Y-%m') as first_month,                       -- First month end
    case when open_items.exposure_date <= $previous_end then 'overdue' else 'timing' end as kind,  -- Kind
    cast(date_diff('day', open_items.exposure_date, $period_end) as integer) as age_days,  -- Days open
    open_items.status,                                                                -- Accounting status
    case when open_items.vanished then 'Y' else 'N' end as vanished,                  -- Gone from the newest export
    case
        when open_items.doc_type = 'SO' and open_items.class = 'moved_only'
            then 'Dispatched, not invoiced by month end: stock is gone, no revenue, no COGS.'
        when open_items.doc_type = 'SO'
            then 'Invoiced, not fully dispatched by month end: revenue is booked, COGS is not.'
        when open_items.doc_type = 'CN' and open_items.class = 'moved_only'
            then 'Returned, not credited by month end: stock is back, no credit is booked.'
        when open_items.doc_type = 'CN'
            then 'Credited, not returned by month end: the credit is booked, COGS is not reversed.'
        when open_items.doc_type = 'PO' and open_items.class = 'moved_only'
            then 'Received, not billed by month end (GRNI): stock is up, no bill is booked.'
        when open_items.doc_type = 'PO'
            then 'Billed, not fully received by month end: the bill is booked, goods are in transit.'
        when open_items.doc_type = 'SCN' and open_items.class = 'moved_only'
            then 'Sent back, not credited by month end: stock is gone, no credit is booked.'
        when open_items.doc_type = 'SCN'
            then 'Credited by the supplier, not sent back by month end: the stock is still here.'
        when open_items.class = 'moved_only'
            then 'Adjusted, not booked by month end: stock has changed, there is no journal.'
        else 'Booked, not adjusted by month end: there is a journal, stock has not changed.'
    end as rule,                                                                      -- Why it is here
    case
        when open_items.move_date is not null and open_items.acct_date is not null
            then 'Nothing, if both dates are right: it clears when the later date is reached. Otherwise align the dates.'
        when open_items.doc_type = 'SO' and open_items.class = 'moved_only'
            then 'Sales > Sales Orders, filter Dispatched But Not Invoiced: set the Invoice Date (bulk update), sync.'
        when open_items.doc_type = 'SO'
            then 'Sales > Sales Orders, filter Invoiced But Not Dispatched: dispatch the order, or reverse the invoice.'
        when open_items.doc_type = 'CN' and open_items.class = 'moved_only'
            then 'Sales > Credit Notes, Completed with blank Accounting: set the Credit Note Date, upload it.'
        when open_items.doc_type = 'CN'
            then 'Sales > Credit Notes, Open: set the Completed Date once the goods are back.'
        when open_items.doc_type = 'PO' and open_items.class = 'moved_only'
            then 'Purchases > Purchase Orders, filter Received But Not Invoiced: enter Invoice Date and Supplier Inv No, sync.'
        when open_items.doc_type = 'PO'
            then 'Purchases > Purchase Orders: receive the goods, or disclose them as in transit.'
        when open_items.doc_type = 'SCN' and open_items.class = 'moved_only'
            then 'Purchases > Supplier Credit Notes: enter the Supplier Credit Note Date and No, upload it.'
        when open_items.doc_type = 'SCN'
            then 'Purchases > Supplier Credit Notes: set the Completed Date once the goods have left.'
        when open_items.class = 'moved_only'
            then 'Stock > Adjustments: set the Accounting Adjustment Date, upload it.'
        else 'Stock > Adjustments: complete the adjustment.'
    end as fix,                                                                       -- What to do
    open_items.dataset as _dataset,
    open_items._landing,
    open_items._line
from open_items
order by
    abs(open_items.value) desc nulls last,
    open_items.doc_type,
    open_items.ref
