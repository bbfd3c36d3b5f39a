-- COGS reasons: why a document has no COGS, how its cost was estimated, what will happen to it, and the state of each journal.
--
-- since: 2000-01
-- grain: one row for each reason code
-- key:   code
-- rule:  cogs.md#conditions

select
    code,
    sentence,
    remedy
from (
    values
    ('not_fully_dispatched', 'Fully Dispatched date is missing', ''),
    ('not_completed', 'Completed Date is missing', ''),
    ('set_date_once_moved', '', 'Enter the date once the goods have moved. Omni generates COGS within a day.'),
    ('no_invoice_date', 'Invoice Date is missing', ''),
    ('no_credit_note_date', 'Credit Note Date is missing', ''),
    ('set_date_and_regenerate', '', 'Enter the date (bulk update), sync, then regenerate COGS.'),
    (
        'no_cogs_not_fully_dispatched', 'No COGS: it is not fully dispatched',
        'Dispatch the rest or move it to a back order, then regenerate COGS.'
    ),
    ('no_cogs_not_completed', 'No COGS: the credit note is not completed', 'Enter its Completed Date.'),
    ('no_cogs_no_invoice_date', 'No COGS: it has no Invoice Date', 'Enter the Invoice Date, sync, then regenerate COGS.'),
    (
        'no_cogs_no_credit_note_date', 'No COGS: it has no Credit Note Date',
        'Enter the Credit Note Date, upload the credit note, then regenerate COGS.'
    ),
    (
        'no_cogs_qty_mismatch', 'No COGS: the quantity dispatched differs from the quantity ordered',
        '{back_order_remainder:remedy} Then regenerate COGS.'
    ),
    ('no_cogs_status_error', 'No COGS: the ledger rejected it', '{read_errors:remedy}'),
    ('no_cogs_status_not_imported', 'No COGS: it has not been synced', 'Sync it, then regenerate COGS.'),
    ('no_cogs_no_longer_offered', 'No COGS: it has not been synced, and Omni no longer offers it', '{raise_past_months:remedy} Then regenerate COGS.'),
    ('no_cogs_eligible_but_blank', 'No COGS, although every condition is met', '{regenerate_cogs:remedy}'),
    ('no_cogs_eligible_but_zero', 'No COGS, although every condition is met', '{regenerate_cogs:remedy}'),
    ('meets_dispatched', 'Fully Dispatched date: {1:day}', ''),
    ('lacks_dispatched', 'Fully Dispatched date: missing', ''),
    ('meets_completed', 'Completed Date: {1:day}', ''),
    ('lacks_completed', 'Completed Date: missing', ''),
    ('meets_invoiced', 'Invoice Date: {1:day}', ''),
    ('lacks_invoiced', 'Invoice Date: missing', ''),
    ('meets_credited', 'Credit Note Date: {1:day}', ''),
    ('lacks_credited', 'Credit Note Date: missing', ''),
    ('meets_quantities', 'Quantity moved equals quantity ordered: {qty_moved:quantity} of {qty_ordered:quantity}', ''),
    ('lacks_quantities', 'Quantity moved differs from quantity ordered: {qty_moved:quantity} of {qty_ordered:quantity}', ''),
    ('meets_status', 'Accounting status: Imported or Do Not Import', ''),
    ('lacks_status', 'Accounting status: neither Imported nor Do Not Import', ''),
    ('meets_batch', 'Payment batch: {payment_batch_ref}', ''),
    ('lacks_batch', 'Payment batch: missing, although the status is Do Not Import', ''),
    ('unknown_batch', 'Payment batch: unknown, because the export does not state batches', ''),
    ('skips_batch', 'Payment batch: not needed', ''),
    ('lacks_cogs', 'COGS: not generated, although every condition is met', ''),
    ('lacks_cost', 'COGS: 0.00, although every condition is met', ''),
    ('skips_cogs', 'COGS: waiting for the conditions above', ''),
    ('qty_short', 'Quantity short by {1} of {2}', ''),
    ('qty_over', 'Quantity over by {1} of {2}', ''),
    ('status_error', 'Accounting status is Error', ''),
    ('status_not_imported', 'Accounting status is Not imported yet', 'Sync the document, then regenerate COGS.'),
    (
        'status_no_longer_offered', 'Accounting status is Not imported yet, and the document is older than the months that Omni is set to sync',
        '{raise_past_months:remedy} Then regenerate COGS.'
    ),
    (
        'eligible_but_zero', 'Every condition is met, but COGS is zero: the unit cost is probably zero',
        'Enter the cost on the receipt or adjustment that these units came from, then regenerate COGS.'
    ),
    ('eligible_but_blank', 'Every condition is met, but COGS was not generated', ''),
    (
        'batch_or_reset_status', '',
        'The status is Do Not Import without a batch reference. Batch the payment or reset the status, then regenerate COGS.'
    ),
    ('then_regenerate', '', 'Then regenerate COGS.'),
    ('regenerate_and_export', '', 'Regenerate COGS in Insights > COGS Breakdown, then export the report again.'),
    ('nothing_moved', 'no stock has moved', ''),
    ('document_cost', 'cost of the document', ''),
    ('order_lines', 'order lines', ''),
    ('sign_turned', 'cost with its sign reversed', ''),
    ('customer_margin', 'customer''s margin', ''),
    ('channel_margin', 'channel''s margin', ''),
    ('cost_unknown', 'unknown', ''),
    ('waiting_for_cogs', 'waiting for COGS', ''),
    ('changed_after_close', 'changed after the close', ''),
    (
        'month_locked', 'locked',
        'Unlock the month and sync COGS again, or post the cost to the open month with a journal.'
    ),
    (
        'beyond_past_months', 'older than the months that Omni is set to sync',
        'Raise the past-months setting, sync the document if it is not in the ledger yet, sync COGS, then set it back.'
    ),
    (
        'will_reopen_month', 'will re-open the month',
        'Complete the document and sync COGS. The journal of that month will change.'
    ),
    ('agrees', 'agrees', ''),
    ('no_journal', 'no journal', ''),
    ('sales_differ', 'posted with each sale, and differs', ''),
    ('replaced_by_later_sync', 'replaced by a later sync', ''),
    ('stale_when_synced', 'out of date when synced', ''),
    ('changed_since', 'changed since it was synced', '')
) as listed (code, sentence, remedy)
