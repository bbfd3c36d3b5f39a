-- Reasons of COGS: why a document has none, by what its cost was judged, what becomes of it, and where journals stand.
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
    ('set_date_once_moved', '', 'Set the date once the goods have moved; Omni generates COGS within a day.'),
    ('no_invoice_date', 'Invoice Date is missing', ''),
    ('no_credit_note_date', 'Credit Note Date is missing', ''),
    ('set_date_and_regenerate', '', 'Set the date (bulk update), sync, then regenerate COGS.'),
    ('qty_short', 'Quantity short by {1} of {2}', ''),
    ('qty_over', 'Quantity over by {1} of {2}', ''),
    ('status_error', 'Accounting status is Error', ''),
    ('status_not_imported', 'Accounting status is Not Imported Yet', 'Sync the document, then regenerate COGS.'),
    (
        'eligible_but_zero', 'Nothing is wrong, COGS is zero: the unit cost is likely zero',
        'Give the receipt or adjustment behind these units its cost, then regenerate COGS.'
    ),
    ('eligible_but_blank', 'Nothing is wrong, COGS was not generated', ''),
    (
        'batch_or_reset_status', '',
        'Do Not Import without a batch reference: batch the payment or reset the status, then regenerate COGS.'
    ),
    ('then_regenerate', '', 'Then regenerate COGS.'),
    ('regenerate_and_export', '', 'Regenerate COGS: Insights > COGS Breakdown, then export the report again.'),
    ('nothing_moved', 'nothing has moved', ''),
    ('document_cost', 'cost of the document', ''),
    ('order_lines', 'order lines', ''),
    ('sign_turned', 'cost with its sign turned', ''),
    ('customer_margin', 'margin of the customer', ''),
    ('channel_margin', 'margin of the channel', ''),
    ('cost_unknown', 'none', ''),
    ('waiting_for_cogs', 'waiting for COGS', ''),
    ('changed_after_close', 'changed after the close', ''),
    (
        'month_locked', 'locked',
        'Unlock the month and sync COGS again, or book the cost in the open month by a journal.'
    ),
    (
        'beyond_past_months', 'beyond the past-months setting',
        'Raise the past-months setting, sync COGS, and set it back.'
    ),
    (
        'will_reopen_month', 'will re-open the month',
        'Complete it, sync COGS, and expect the journal of that month to change.'
    ),
    ('agrees', 'agrees', ''),
    ('no_journal', 'no journal', ''),
    ('replaced_by_later_sync', 'replaced by a later sync', ''),
    ('stale_when_synced', 'stale when synced', ''),
    ('changed_since', 'changed since', '')
) as listed (code, sentence, remedy)
