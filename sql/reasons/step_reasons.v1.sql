-- Reasons of steps: why a document keeps a step from passing, why an export proves nothing, what else keeps a step open.
--
-- since: 2000-01
-- grain: one row for each reason code
-- key:   code
-- rule:  checklist.md#what-proves-a-step
--        Remedies that steps, flags and causes share have a row of their own, from `back_order_remainder` on. Others refer to them as
--        `{back_order_remainder:remedy}`

select
    code,
    sentence,
    remedy
from (
    values
    (
        'moved_not_booked', 'Stock has moved, but the document has no date in the books',
        'Enter the Invoice Date, Credit Note Date or accounting date, then sync.'
    ),
    (
        'booked_not_moved', 'It is in the books, but no stock has moved',
        'Dispatch, receive or complete it in the month of its date. If that happens later, it is a timing difference.'
    ),
    ('booked_moved_in_part', 'It is in the books, but only part of the stock has moved', '{back_order_remainder:remedy}'),
    (
        'more_moved', 'More has moved than was ordered',
        'Correct the quantity ordered if the goods are kept, or send back what is too much.'
    ),
    ('quantities_differ', 'What moved is not what was ordered', '{back_order_remainder:remedy}'),
    (
        'partly_received', 'Part of the order has not come',
        'Put what has not come on a back order, so that this order can be closed.'
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
        'automatic_not_completed', 'An adjustment that Omni made by itself waits for approval',
        'Open it, check the quantities, and complete it with both dates.'
    ),
    ('register_open', 'Sold at the till, no accounting date: the register is not closed', 'Close the register of that day.'),
    ('unbatched', 'Paid {1}, not in a batch', 'Close the register, or batch the payment in Sales > Payments.'),
    ('too_old_to_batch', 'it is older than 30 days, so Omni does not batch it by itself', ''),
    ('ready_for_sync_all', 'It is ready to sync and has not been synced', 'Run Sync All.'),
    ('ready_to_upload', 'It is ready to upload and has not been uploaded', '{upload_on_tab:remedy}'),
    (
        'adjustment_not_synced', 'The adjustment is not in the Stock on Hand Reconciliation: it has not been synced',
        'Upload it from Stock > Adjustments: Sync All leaves adjustments out.'
    ),
    (
        'landed_cost_not_synced', 'The landed cost is not in the Stock on Hand Reconciliation: it has not been synced',
        'Upload it from the purchase order: Sync All leaves landed costs out.'
    ),
    ('draft_in_ledger', 'Draft in the ledger: {contact}', 'Open it in the ledger, check it and approve it.'),
    (
        'amounts_differ', 'Omni and the ledger hold different amounts',
        'Compare the two line by line, and correct the one that is wrong.'
    ),
    ('void_on_one_side', 'Void on one side only', 'Void it on the other side as well, or restore it.'),
    ('other_rate', 'The two sides converted it at different rates', 'Give both the rate of its date.'),
    ('dated_otherwise', 'Dated on another day in the ledger', 'Give both sides the same date: the date decides the month.'),
    ('journal_differs', 'Journal {1}, Omni COGS {2}', 'Unlock the month if it is locked, and sync COGS again.'),
    ('sync_error', 'The ledger refused it: sync error', '{read_errors:remedy}'),
    (
        'no_cogs_not_fully_dispatched', 'No COGS: it is not fully dispatched',
        'Dispatch the rest, or put it on a back order, then regenerate COGS.'
    ),
    ('no_cogs_not_completed', 'No COGS: the credit note is not completed', 'Enter its Completed Date.'),
    ('no_cogs_no_invoice_date', 'No COGS: it has no Invoice Date', 'Enter the Invoice Date, sync, regenerate COGS.'),
    (
        'no_cogs_no_credit_note_date', 'No COGS: it has no Credit Note Date',
        'Enter the Credit Note Date, upload it, regenerate COGS.'
    ),
    (
        'no_cogs_qty_mismatch', 'No COGS: what was dispatched is not what was ordered',
        '{back_order_remainder:remedy} Then regenerate COGS.'
    ),
    ('no_cogs_status_error', 'No COGS: the ledger refused it', '{read_errors:remedy}'),
    ('no_cogs_status_not_imported', 'No COGS: it has not been synced', 'Sync it, then regenerate COGS.'),
    ('no_cogs_eligible_but_blank', 'No COGS, although nothing stands in its way', '{regenerate_cogs:remedy}'),
    ('no_cogs_eligible_but_zero', 'No COGS, although nothing stands in its way', '{regenerate_cogs:remedy}'),
    ('cost_blank_or_zero', 'No COGS, although nothing stands in its way', '{regenerate_cogs:remedy}'),
    (
        'neither_imported_nor_batched', 'Marked Do Not Import and in no batch: it may not be in the ledger at all',
        '{batch_or_reset:remedy} If it was invoiced by hand, record that reason in the worklist: explain it as Do Not Import without a batch (S07).'
    ),
    ('taken_too_early', '{1:dataset} of {2} was taken on or before the month end', 'Export it again.'),
    ('landed_too_early', '{1:dataset} was uploaded on {2}, before the month end', 'Export it again.'),
    ('older_than', '{1:dataset} of {2} is older than {3:dataset} of {4}', 'Export it again.'),
    ('not_landed', 'Not uploaded for the month: {1:dataset}', 'Upload {1:dataset}.'),
    ('not_landed_before', 'Not uploaded for the month before: {1:dataset}', 'Upload {1:dataset} of the month before.'),
    ('none_of_it', 'The month holds no entry of this kind', ''),
    ('no_column', 'Exported without the column {2:column}: {1:dataset}', 'Export it again with all its columns.'),
    (
        'no_account', 'No ledger account is named for {1:role}',
        'Name the account in the settings, or accept the one that is proposed from your files.'
    ),
    (
        'account_not_in_ledger', 'The ledger of the month holds none of the accounts that are named for {1:role}',
        'Export that account as well, or correct it in the settings.'
    ),
    ('ends_too_early', 'The ledger report of the month ends on {1}', 'Run the report for the whole month and upload it again.'),
    (
        'account_absent',
        'The ledger of the month lacks {2}, one of the accounts for {1:role}, which closed the month before with an amount',
        'Export that account as well. If it had no entry, a trial balance of the month says so.'
    ),
    (
        'no_balance', 'The ledger states no balance of the account for {1:role}',
        'Export it with its opening balance, or upload a trial balance of the month.'
    ),
    (
        'references_unread', 'References of {1} {2} are not recognised in the ledger: {3} of {4} documents of {5}',
        'Under Suggested on the page Ledger match, each entry stands beside the document of its amount. See how the ledger writes the reference, and on the page Organisation state how it does, or correct how references begin.'
    ),
    (
        'alike_days',
        '{2} of {3} documents {1} of {4} are dated otherwise in the ledger, by the same number of days ({5}): one difference, not {2}',
        '{see_what_is_alike:remedy}'
    ),
    (
        'alike_amount', '{2} of {3} documents {1} of {4} differ from the ledger by the same {5}: one difference, not {2}',
        '{see_what_is_alike:remedy}'
    ),
    (
        'alike_ratio', '{2} of {3} documents {1} of {4} stand in the ledger with about {5} % of their amount: one difference, not {2}',
        '{see_what_is_alike:remedy}'
    ),
    ('alike_cause', '{2} of {3} documents {1} of {4} would be {5}: that is one difference, not {2}', '{see_what_is_alike:remedy}'),
    (
        'half_posted', '{2} of the documents {1} of {3} are owed in the ledger, and the account of their stock or sale is not in the file',
        'Export the account transactions of all accounts of the month.'
    ),
    (
        'see_what_is_alike', '',
        'Look whether both files state the same: amounts with or without tax, currency, dates, all accounts of a role. Then export again, or correct the settings.'
    ),
    ('unstated_uses_pos', 'The settings do not say whether you sell through Omni''s point of sale', '{state_in_settings:remedy}'),
    ('unstated_uses_ecommerce', 'The settings do not say whether you sell through a web shop', '{state_in_settings:remedy}'),
    ('unstated_batches_sales', 'The settings do not say whether sales of the web shop are batched', '{state_in_settings:remedy}'),
    ('unstated_package', 'The settings do not say which package keeps the books', '{state_in_settings:remedy}'),
    ('unstated_upload_state', 'The settings do not say whether Omni uploads drafts', '{state_in_settings:remedy}'),
    (
        'unstated_inventory_method', 'The settings do not say whether inventory is perpetual or periodic',
        '{state_in_settings:remedy}'
    ),
    ('state_in_settings', '', 'State it in the settings.'),
    ('one_exception', '{step} {title} has 1 exception to clear or to waive.', ''),
    ('exceptions', '{step} {title} has {exception_count} exceptions to clear or to waive.', ''),
    ('old_evidence_as_well', 'Its evidence is too old as well: {stale_evidence}: export it again.', ''),
    ('cannot_tell', '{step} {title}: cannot tell. {unmet}. {settled_by} Or attest or waive it.', ''),
    ('more_unknown', 'There may be more: {unmet}.', ''),
    ('step_not_applicable', '{step} does not apply to this company.', ''),
    ('exports_missing', 'not landed for {1}: {2:dataset}.', ''),
    ('gap_unknown', 'nobody can tell what the {1} leaves unexplained: see it for what is missing.', ''),
    ('above_materiality', 'the {1} leaves {2} unexplained, materiality is {3}.', ''),
    ('old_evidence', '{step} {title}: cannot tell. {stale_evidence}: export it again, attest or waive it.', ''),
    ('back_order_remainder', '', 'Put the remainder on a back order, so that both quantities are equal.'),
    ('sync_or_reset', '', 'Sync the document. If it is in error, read the Errors tab, correct it and reset the status.'),
    ('read_errors', '', 'Read the Errors tab, correct what it names, reset the status, then sync again.'),
    (
        'regenerate_cogs', '',
        'Regenerate COGS. If it stays blank or zero, give the receipt or adjustment behind the units its cost.'
    ),
    ('batch_or_reset', '', 'Batch the payment, or reset the status and sync.'),
    ('enter_sales_reference', '', 'Enter the Sales Reference, then upload the credit note.'),
    ('enter_supplier_number', '', 'Enter the supplier''s number: without it the document cannot be synced.'),
    ('keep_dates', '', 'No action is needed if both dates are right: it clears when the later date is reached.'),
    ('export_unedited', '', 'The amounts of the row do not add up: export the report again, unedited.'),
    ('void_one_of_two', '', 'Void one of the two.'),
    ('upload_on_tab', '', 'Upload it on its own tab of the sync screen: Sync All leaves it out.'),
    ('approve_in_ledger', '', 'Approve it in the ledger.')
) as listed (code, sentence, remedy)
