-- Step reasons: why a document prevents a step from passing, why an export does not prove the step, and why else a step is open.
--
-- since: 2000-01
-- grain: one row for each reason code
-- key:   code
-- rule:  checklist.md#what-proves-a-step
--        Remedies shared by steps, flags and causes have separate rows, from `back_order_remainder` onwards. Other rows refer to them
--        as `{back_order_remainder:remedy}`

select
    code,
    sentence,
    remedy
from (
    values
    (
        'moved_not_booked', 'Stock has moved, but the document has no accounting date',
        'Enter the Invoice Date, Credit Note Date or accounting date, then sync.'
    ),
    (
        'booked_not_moved', 'It is booked, but no stock has moved',
        'Dispatch, receive or complete it in the month of its date. If that happens later, it is a timing difference.'
    ),
    ('booked_moved_in_part', 'It is booked, but only part of the stock has moved', '{back_order_remainder:remedy}'),
    (
        'more_moved', 'More has moved than was ordered',
        'If you keep the goods, correct the quantity ordered. If not, send the excess back.'
    ),
    ('quantities_differ', 'The quantity moved differs from the quantity ordered', '{back_order_remainder:remedy}'),
    (
        'partly_received', 'Part of the order has not arrived',
        'Move the outstanding quantity to a back order, so that this order can be closed.'
    ),
    ('invoiced_not_imported', 'It is invoiced, but it is not in the ledger', '{sync_or_reset:remedy}'),
    (
        'zero_total_not_imported', 'Its total is zero, so it can never be synced',
        'Set Accounting Invoice Status to Do Not Import, then regenerate COGS.'
    ),
    ('lacks_sales_reference', 'The credit note has no Sales Reference', '{enter_sales_reference:remedy}'),
    ('lacks_supplier_invoice_number', 'The supplier''s invoice number is blank', '{enter_supplier_number:remedy}'),
    ('lacks_supplier_credit_number', 'The supplier''s credit note number is blank', '{enter_supplier_number:remedy}'),
    (
        'automatic_not_completed', 'An automatic adjustment is waiting for approval',
        'Open it, check the quantities, and complete it with both dates.'
    ),
    ('register_open', 'Sold at the till, but the register is not closed, so it has no accounting date', 'Close the register for that day.'),
    ('unbatched', 'Paid on {1:day}, but not in a batch', 'Close the register, or batch the payment in Sales > Payments.'),
    ('too_old_to_batch', 'it is older than 30 days, so Omni does not batch it automatically', ''),
    ('ready_for_sync_all', 'It is ready to sync but has not been synced', 'Run Sync All.'),
    ('no_longer_offered', 'It is older than the months that Omni is set to sync, so Omni no longer offers it', '{raise_past_months:remedy}'),
    ('ready_to_upload', 'It is ready to upload but has not been uploaded', '{upload_on_tab:remedy}'),
    (
        'adjustment_not_synced', 'The adjustment has not been synced: it is not in the Stock on Hand Reconciliation',
        'Upload it from Stock > Adjustments. Sync All leaves adjustments out.'
    ),
    (
        'landed_cost_not_synced', 'The landed cost has not been synced: it is not in the Stock on Hand Reconciliation',
        'Upload it from the purchase order. Sync All leaves landed costs out.'
    ),
    ('draft_in_ledger', 'Draft in the ledger: {contact}', 'Open it in the ledger, check it and approve it.'),
    (
        'amounts_differ', 'The amounts in Omni and the ledger differ',
        'Compare the two line by line and correct the one that is wrong.'
    ),
    ('void_on_one_side', 'Void on one side only', 'Void it on the other side as well, or restore it.'),
    ('other_rate', 'The two systems used different exchange rates', 'Use the exchange rate for the document date in both systems.'),
    ('dated_otherwise', 'The ledger has a different date', 'Enter the same date in both systems. The date decides the month.'),
    (
        'cost_by_sale_differs', 'The ledger posts the cost with each sale: {1} in all. Omni COGS is {2}',
        'Compare the cost of each sale in the ledger with the COGS Breakdown.'
    ),
    ('journal_differs', 'The journal is {1} and Omni COGS is {2}', 'Unlock the month if it is locked, and sync COGS again.'),
    ('sync_error', 'The ledger rejected it: sync error', '{read_errors:remedy}'),
    ('cost_blank_or_zero', 'No COGS, although every condition is met', '{regenerate_cogs:remedy}'),
    (
        'neither_imported_nor_batched', 'Set to Do Not Import and not in a batch, so it may not be in the ledger at all',
        '{batch_or_reset:remedy} If it was invoiced by hand, explain it on the worklist with the cause Do Not Import without a batch (S07).'
    ),
    ('taken_too_early', '{1:dataset}: exported on {2:day}, on or before month end', 'Export it again.'),
    ('landed_too_early', '{1:dataset}: uploaded on {2:day}, before month end', 'Export it again.'),
    ('older_than', '{1:dataset} ({2:day}): older than {3:dataset} ({4:day})', 'Export it again.'),
    ('not_landed', 'Not uploaded for the month: {1:dataset}', 'Upload {1:dataset}.'),
    ('not_landed_before', 'Not uploaded for the previous month: {1:dataset}', 'Upload {1:dataset} for the previous month.'),
    (
        'invoices_not_listed', 'The ledger''s lists for the month contain no invoices, although Omni has synced some',
        'Upload the list of invoices as well.'
    ),
    (
        'bills_not_listed', 'The ledger''s lists for the month contain no bills, although Omni has synced some',
        'Upload the list of bills as well.'
    ),
    (
        'rows_unreadable', 'Unreadable rows left out of {1:dataset} for {2:month}: {3}',
        'Correct them where the report comes from, and upload it again.'
    ),
    (
        'sales_not_in_cogs', 'The COGS Breakdown for {1:month} lacks {2} sales of that month that the sales report lists as complete',
        'Export it again for the whole month, without a filter.'
    ),
    (
        'export_ends_early', '{1:dataset} ends on {2:day}, before the month does',
        'Export the whole month, and upload it again.'
    ),
    (
        'no_first_amount', 'The month has no first amount: {1}',
        'Check whether it should have one. If so, correct what is missing, export the month again and upload it.'
    ),
    (
        'no_second_amount', 'The month has no second amount: {1}',
        'Check whether it should have one. If so, correct what is missing, export the month again and upload it.'
    ),
    (
        'kind_not_listed', 'The uploads for {2:month} contain no list of {3:documents}',
        'Upload {1:dataset} for that month, which has every kind of document.'
    ),
    (
        'cost_not_listed', 'The uploads for {2:month} do not state costs or stock values, so that those of {3:count} documents are unknown',
        'Upload the report {1:dataset} for that month, which has them.'
    ),
    (
        'tax_not_listed', 'The lists for {2:month} state no tax. It was calculated from the total, so the two cannot differ',
        'Upload the report {1:dataset} for that month, which states it.'
    ),
    (
        'amount_not_proven', 'The total, or the amount without tax, of {3:count} documents of {2:month} is unknown',
        'Upload the report {1:dataset} for that month, which has them.'
    ),
    ('no_column', 'Exported without the column {2:column}: {1:dataset}', 'Export it again with all its columns.'),
    (
        'no_account', 'No ledger account is set for {1:role}',
        'Set the account in the settings, or accept the one that is proposed from your files.'
    ),
    (
        'account_not_in_ledger', 'The ledger for the month has none of the accounts set for {1:role}',
        'Export that account as well, or correct it in the settings.'
    ),
    ('ends_too_early', 'The ledger report for the month ends on {1:day}', 'Run the report for the whole month and upload it again.'),
    (
        'account_absent',
        'The ledger for the month does not include {2}, one of the accounts for {1:role}, which had a closing balance last month',
        'Export that account as well. If it had no entries, upload the month''s trial balance to confirm this.'
    ),
    (
        'no_balance', 'The ledger gives no balance for {1:role}',
        'Export it with its opening balance, or upload the month''s trial balance.'
    ),
    (
        'references_unread', 'The references of {1:documents} {2} are not recognised in the ledger: {3:count} of {4:count} documents in {5:month}',
        'On the page Ledger match, Suggested shows each entry next to the document with the same amount. Check how the ledger writes the reference, then enter that pattern on the page Organisation, or correct the prefixes of the references.'
    ),
    (
        'alike_days',
        '{2:count} of {3:count} {1:documents} in {4:month} have a different date in the ledger, all by the same number of days ({5}). This is one difference, not {2:count}',
        '{see_what_is_alike:remedy}'
    ),
    (
        'alike_amount', '{2:count} of {3:count} {1:documents} in {4:month} differ from the ledger by the same amount ({5}). This is one difference, not {2:count}',
        '{see_what_is_alike:remedy}'
    ),
    (
        'alike_ratio', '{2:count} of {3:count} {1:documents} in {4:month} are in the ledger at about {5}% of their amount. This is one difference, not {2:count}',
        '{see_what_is_alike:remedy}'
    ),
    ('alike_cause', '{2:count} of {3:count} {1:documents} in {4:month} would all have the same cause, {5:cause}. This is one difference, not {2:count}', '{see_what_is_alike:remedy}'),
    (
        'half_posted', '{2:count} {1:documents} in {3:month} are on receivables or payables in the ledger, but the file lacks the stock or sales account they post to',
        'Export the account transactions of all accounts for the month.'
    ),
    (
        'see_what_is_alike', '',
        'Check that both files use the same basis: amounts with or without tax, currency, dates, and all accounts of each kind. Then export again, or correct the settings.'
    ),
    ('early_closing', 'Closing the registers gives orders their dates and batches, so the check may then find more of them', ''),
    ('early_checking', 'Documents that are corrected there become ready to sync, so there will be more to sync', ''),
    ('early_automatic', 'Automatic adjustments only sync once they are approved, so there will be more to sync', ''),
    ('early_back_order', 'Orders become ready to sync once the remainder is on a back order, so there will be more to sync', ''),
    ('early_syncing', 'Documents that are synced later may arrive as drafts, differ from Omni or fail', ''),
    ('early_approving', 'Drafts that are approved later may differ from Omni', ''),
    ('early_posting', 'Sales that reach the ledger later only get their COGS then', ''),
    ('early_cogs', 'COGS that is generated later is not in the journal yet, so the journal has to be synced again', ''),
    ('unstated_uses_pos', 'The settings do not say whether you sell through Omni''s point of sale', '{state_in_settings:remedy}'),
    ('unstated_uses_ecommerce', 'The settings do not say whether you sell through a web shop', '{state_in_settings:remedy}'),
    ('unstated_batches_sales', 'The settings do not say whether web shop sales are batched', '{state_in_settings:remedy}'),
    ('unstated_package', 'The settings do not say which accounting package you use', '{state_in_settings:remedy}'),
    ('unstated_upload_state', 'The settings do not say whether Omni uploads invoices and bills as drafts', '{state_in_settings:remedy}'),
    (
        'unstated_inventory_method', 'The settings do not say whether inventory is perpetual or periodic',
        '{state_in_settings:remedy}'
    ),
    ('state_in_settings', '', 'State it in the settings.'),
    ('one_exception', '{title} ({step}) has 1 exception to clear or waive.', ''),
    ('exceptions', '{title} ({step}) has {exception_count} exceptions to clear or waive.', ''),
    ('old_evidence_as_well', 'Its evidence is also too old. {stale_evidence}. Export it again.', ''),
    ('cannot_tell', '{title} ({step}): cannot tell. {unmet}. {settled_by} Otherwise attest or waive it.', ''),
    ('more_unknown', 'There may be more. {unmet}.', ''),
    ('step_not_applicable', '{title} ({step}) does not apply to this company.', ''),
    ('exports_incomplete', 'rows are missing from {1:dataset}.', ''),
    ('exports_stood_in', 'a list of the API, which lacks costs, stands in for this report: {1:dataset}.', ''),
    ('exports_missing', 'not uploaded for {1:month}: {2:dataset}.', ''),
    ('answer_unknown', 'cannot tell. {unmet}. {settled_by}', ''),
    ('rows_unknown', 'cannot tell for {1:count} of the rows. Open the report to see which.', ''),
    ('figures_unknown', 'cannot tell these figures: {1}. Open the report to see what is missing.', ''),
    ('gap_unknown', 'cannot tell how much the {1} leaves unexplained. Open it to see what is missing.', ''),
    ('above_materiality', 'the {1} leaves {2:money} unexplained in all, which is above the materiality of {3:money}.', ''),
    ('old_evidence', '{title} ({step}): cannot tell. {stale_evidence}. Export it again, or attest or waive the step.', ''),
    ('back_order_remainder', '', 'Move the remainder to a back order, so that both quantities are equal.'),
    (
        'sync_or_reset', '',
        'Sync the document. If it is in error, read the Errors tab, correct the document and reset the status. If it belongs to an older month, raise the past-months setting first, and set it back afterwards.'
    ),
    (
        'read_errors', '',
        'Read the Errors tab, correct the document, reset its status, then sync again. If it belongs to an older month, raise the past-months setting first, and set it back afterwards.'
    ),
    ('raise_past_months', '', 'Raise the past-months setting, sync the document, then set it back.'),
    (
        'regenerate_cogs', '',
        'Regenerate COGS. If it stays blank or zero, enter the cost on the receipt or adjustment that the units came from.'
    ),
    ('batch_or_reset', '', 'Batch the payment, or reset the status and sync.'),
    ('enter_sales_reference', '', 'Enter the Sales Reference, then upload the credit note.'),
    ('enter_supplier_number', '', 'Enter the supplier''s number. The document cannot be synced without it.'),
    ('keep_dates', '', 'No action is needed if both dates are right. It clears on the later date.'),
    ('export_unedited', '', 'The amounts in this row do not add up. Export the report again and do not edit the file.'),
    ('upload_on_tab', '', 'Upload it on its own tab of the sync screen. Sync All leaves it out.'),
    ('approve_in_ledger', '', 'Approve it in the ledger.')
) as listed (code, sentence, remedy)
