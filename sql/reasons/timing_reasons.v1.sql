-- Reasons of timing: what a missing or a straddling date does, how to enter it, and how an accrual names it.
--
-- since: 2000-01
-- grain: one row for each reason code
-- key:   code
-- rule:  timing.md#timing-difference

select
    code,
    sentence,
    remedy
from (
    values
    ('no_dispatch_date', 'Revenue stands without COGS until the order is dispatched.', ''),
    ('no_invoice_date_to_sync', 'The document is never offered for sync: books lack it.', ''),
    ('no_credit_date_to_upload', 'The credit is never offered for upload, COGS is not reversed.', ''),
    ('no_completed_date', 'Stock is not settled: books and stock part until it is completed.', ''),
    ('no_receipt_date', 'The bill is booked, the goods are not in stock.', ''),
    ('no_sales_reference_to_upload', 'A credit note without Sales Reference cannot be uploaded.', ''),
    ('no_adjustment_date', 'The adjustment never becomes a journal.', ''),
    ('no_supplier_number', 'Without the supplier''s number the document cannot be synced.', ''),
    ('fill_so', '', 'Sales > Sales Orders: open the order, fill {missing_field}.'),
    ('fill_cn', '', 'Sales > Credit Notes: open the credit note, fill {missing_field}.'),
    ('fill_po', '', 'Purchases > Purchase Orders: open the order, fill {missing_field}.'),
    ('fill_scn', '', 'Purchases > Supplier Credit Notes: open it, fill {missing_field}.'),
    ('fill_adj', '', 'Stock > Adjustments: open the adjustment, fill {missing_field}.'),
    ('so_moved_only', 'Dispatched, not invoiced by month end: stock is gone, no revenue, no COGS.', ''),
    ('so_accounted_only', 'Invoiced, not fully dispatched by month end: revenue is booked, COGS is not.', ''),
    ('cn_moved_only', 'Returned, not credited by month end: stock is back, no credit is booked.', ''),
    ('cn_accounted_only', 'Credited, not returned by month end: the credit is booked, COGS is not reversed.', ''),
    ('po_moved_only', 'Received, not billed by month end (GRNI): stock is up, no bill is booked.', ''),
    ('po_accounted_only', 'Billed, not fully received by month end: the bill is booked, goods are in transit.', ''),
    ('scn_moved_only', 'Sent back, not credited by month end: stock is gone, no credit is booked.', ''),
    ('scn_accounted_only', 'Credited by the supplier, not sent back by month end: the stock is still here.', ''),
    ('adj_moved_only', 'Adjusted, not booked by month end: stock has changed, there is no journal.', ''),
    ('adj_accounted_only', 'Booked, not adjusted by month end: there is a journal, stock has not changed.', ''),
    ('align_dates', '', 'Nothing, if both dates are right: it clears when the later date is reached. Otherwise align the dates.'),
    ('fix_so_moved_only', '', 'Sales > Sales Orders, filter Dispatched But Not Invoiced: set the Invoice Date (bulk update), sync.'),
    ('fix_so_accounted_only', '', 'Sales > Sales Orders, filter Invoiced But Not Dispatched: dispatch the order, or reverse the invoice.'),
    ('fix_cn_moved_only', '', 'Sales > Credit Notes, Completed with blank Accounting: set the Credit Note Date, upload it.'),
    ('fix_cn_accounted_only', '', 'Sales > Credit Notes, Open: set the Completed Date once the goods are back.'),
    (
        'fix_po_moved_only',
        '',
        'Purchases > Purchase Orders, filter Received But Not Invoiced: enter Invoice Date and Supplier Inv No, sync.'
    ),
    ('fix_po_accounted_only', '', 'Purchases > Purchase Orders: receive the goods, or disclose them as in transit.'),
    ('fix_scn_moved_only', '', 'Purchases > Supplier Credit Notes: enter the Supplier Credit Note Date and No, upload it.'),
    ('fix_scn_accounted_only', '', 'Purchases > Supplier Credit Notes: set the Completed Date once the goods have left.'),
    ('fix_adj_moved_only', '', 'Stock > Adjustments: set the Accounting Adjustment Date, upload it.'),
    ('fix_adj_accounted_only', '', 'Stock > Adjustments: complete the adjustment.'),
    ('voided', 'voided', ''),
    ('both_dates_reached', 'both dates reached', ''),
    ('dates_changed', 'dates changed', ''),
    ('received_not_billed', 'Received, not billed', ''),
    ('billed_not_received', 'Billed, not received', ''),
    ('dispatched_not_invoiced', 'Dispatched, not invoiced', ''),
    ('invoiced_not_dispatched', 'Invoiced, not dispatched', ''),
    ('narration_of_both', '{ref} {contact}: moved {move_date}, booked {acct_date}', ''),
    ('narration_not_booked', '{ref} {contact}: moved {move_date}, booked no date', ''),
    ('narration_neither', '{ref} {contact}: moved in part, booked no date', ''),
    ('narration_not_moved', '{ref} {contact}: moved no date, booked {acct_date}', '')
) as listed (code, sentence, remedy)
