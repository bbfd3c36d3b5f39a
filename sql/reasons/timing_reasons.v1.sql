-- Timing reasons: the effect of a missing date or of dates in different months, how to correct it, and how an accrual describes it.
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
    ('no_dispatch_date', 'Revenue has no COGS against it until the order is dispatched.', ''),
    ('no_invoice_date_to_sync', 'The document is never offered for sync, so it is not in the ledger.', ''),
    ('no_credit_date_to_upload', 'The credit is never offered for upload, and its COGS is not reversed.', ''),
    ('no_completed_date', 'Stock and ledger differ until it is completed.', ''),
    ('no_receipt_date', 'The bill is booked, but the goods are not in stock.', ''),
    ('no_sales_reference_to_upload', 'A credit note without a Sales Reference cannot be uploaded.', ''),
    ('no_adjustment_date', 'The adjustment is never posted as a journal.', ''),
    ('no_supplier_number', 'The document cannot be synced without the supplier''s number.', ''),
    ('fill_so', '', 'Open the order in Sales > Sales Orders and enter the {missing_field}.'),
    ('fill_cn', '', 'Open the credit note in Sales > Credit Notes and enter the {missing_field}.'),
    ('fill_po', '', 'Open the order in Purchases > Purchase Orders and enter the {missing_field}.'),
    ('fill_scn', '', 'Open it in Purchases > Supplier Credit Notes and enter the {missing_field}.'),
    ('fill_adj', '', 'Open the adjustment in Stock > Adjustments and enter the {missing_field}.'),
    ('so_moved_only', 'Dispatched but not invoiced by month end. The stock has left, but neither revenue nor COGS is booked.', ''),
    ('so_accounted_only', 'Invoiced but not fully dispatched by month end. Revenue is booked, but COGS is not.', ''),
    ('cn_moved_only', 'Returned but not credited by month end. The stock is back, but no credit is booked.', ''),
    ('cn_accounted_only', 'Credited but not returned by month end. The credit is booked, but COGS is not reversed.', ''),
    ('po_moved_only', 'Received but not billed by month end (GRNI). The goods are in stock, but no bill is booked.', ''),
    ('po_accounted_only', 'Billed but not fully received by month end. The bill is booked, and the goods are in transit.', ''),
    ('scn_moved_only', 'Sent back but not credited by month end. The stock has left, but no credit is booked.', ''),
    ('scn_accounted_only', 'Credited by the supplier but not sent back by month end. The goods are still in stock.', ''),
    ('adj_moved_only', 'Adjusted but not booked by month end. Stock has changed, but there is no journal.', ''),
    ('adj_accounted_only', 'Booked but not adjusted by month end. There is a journal, but stock has not changed.', ''),
    ('align_dates', '', 'No action is needed if both dates are right. It clears on the later date. Otherwise correct the date that is wrong.'),
    ('fix_so_moved_only', '', 'In Sales > Sales Orders, filter on Dispatched But Not Invoiced, enter the {1:fields} (bulk update), then sync.'),
    ('fix_so_accounted_only', '', 'In Sales > Sales Orders, filter on Invoiced But Not Dispatched, then dispatch the order or reverse the invoice.'),
    ('fix_cn_moved_only', '', 'In Sales > Credit Notes, filter on Completed with a blank accounting date, enter the {1:fields}, then upload it.'),
    ('fix_cn_accounted_only', '', 'In Sales > Credit Notes, filter on Open and enter the Completed Date once the goods are back.'),
    (
        'fix_po_moved_only',
        '',
        'In Purchases > Purchase Orders, filter on Received But Not Invoiced, enter the {1:fields}, then sync.'
    ),
    (
        'po_duplicate',
        'Billed, but not received, with the supplier invoice number of another order. Its goods may never come.', ''
    ),
    (
        'fix_po_duplicate', '',
        'Find out which of the two orders is genuine, then void the other one in Purchases > Purchase Orders, and its bill.'
    ),
    ('fix_po_accounted_only', '', 'Receive the goods in Purchases > Purchase Orders, or disclose them as goods in transit.'),
    ('fix_scn_moved_only', '', 'In Purchases > Supplier Credit Notes, enter the {1:fields}, then upload it.'),
    ('fix_scn_accounted_only', '', 'In Purchases > Supplier Credit Notes, enter the Completed Date once the goods have left.'),
    ('fix_adj_moved_only', '', 'In Stock > Adjustments, enter the {1:fields}, then upload it.'),
    ('fix_adj_accounted_only', '', 'Complete the adjustment in Stock > Adjustments.'),
    ('voided', 'voided', ''),
    ('both_dates_reached', 'both of its dates have passed', ''),
    ('dates_changed', 'dates changed', ''),
    ('received_not_billed', 'Received, not billed', ''),
    ('billed_not_received', 'Billed, not received', ''),
    ('dispatched_not_invoiced', 'Dispatched, not invoiced', ''),
    ('invoiced_not_dispatched', 'Invoiced, not dispatched', ''),
    ('accrued_timing', 'Timing differences that are accrued', ''),
    ('accrued_in_part', 'Also accrued, because part of the quantity has moved or is billed', ''),
    ('kind_not_accrued', 'Not accrued, because the journal covers sales and purchases only', ''),
    ('duplicate_not_accrued', 'Not accrued, because the document repeats another one and one of the two has to be voided', ''),
    ('billed_with_original', 'Not accrued, because the bill of the original order includes these goods', ''),
    ('sync_instead', 'Not accrued, because it is dated but not imported. Sync it instead', ''),
    ('value_not_known', 'Not accrued, because the cost or value is unknown', ''),
    ('no_open_amount', 'Not accrued, because the open amount is 0.00', ''),
    ('narration_of_both', '{ref} {contact}: moved {move_date:day}, booked {acct_date:day}', ''),
    ('narration_in_part', '{ref} {contact}: partly moved, booked {acct_date:day}', ''),
    ('narration_not_booked', '{ref} {contact}: moved {move_date:day}, not booked', ''),
    ('narration_neither', '{ref} {contact}: partly moved, not booked', ''),
    ('narration_not_moved', '{ref} {contact}: not moved, booked {acct_date:day}', '')
) as listed (code, sentence, remedy)
