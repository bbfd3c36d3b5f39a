-- Story reasons: the steps of a document in both systems, and the details known about each.
--
-- since: 2000-01
-- grain: one row for each reason code
-- key:   code
-- rule:  bridge.md#reading-the-documents

select
    code,
    sentence,
    remedy
from (
    values
    ('story_created', 'Created', ''),
    ('story_dispatched', 'Fully dispatched', ''),
    ('story_received', 'Fully received', ''),
    ('story_completed', 'Completed', ''),
    ('story_invoice_date', 'Invoice date', ''),
    ('story_credit_note_date', 'Credit note date', ''),
    ('story_supplier_credit_note_date', 'Supplier credit note date', ''),
    ('story_adjustment_date', 'Accounting adjustment date', ''),
    ('story_sync_status', 'Sync status', ''),
    ('story_ledger', 'Ledger: {1}', ''),
    ('story_batch', 'Ledger: payment batch', ''),
    ('story_twin', 'Order with the same supplier invoice', ''),
    ('story_no_entry', 'Ledger', ''),
    ('story_bill', 'Bill in the ledger', ''),
    ('story_bill_credit', 'Supplier credit in the ledger', ''),
    ('story_sales_invoice', 'Invoice in the ledger', ''),
    ('story_sales_credit', 'Credit note in the ledger', ''),
    ('story_cogs', 'COGS entry', ''),
    ('story_cogs_journal', 'COGS journal for {1:month}', ''),
    ('moved_of', '{1:quantity} of {2:quantity} moved', ''),
    ('numbered', 'number {known_as}', ''),
    ('without_number', 'no supplier number', ''),
    ('status_is_imported', 'Imported', ''),
    ('status_is_not_imported', 'Not imported yet', ''),
    ('status_is_error', 'Error', ''),
    ('status_is_do_not_import', 'Do Not Import', ''),
    ('in_batch', 'batch {batch}', ''),
    ('entry_source', '{source_type}', ''),
    ('entry_reference', '{known_as}', ''),
    ('keyed_by_hand', 'entered by hand next to the synced bill', ''),
    ('repeats', 'this order repeats {known_as}', ''),
    ('repeated_by', '{known_as} repeats this order', ''),
    ('whole_batch', 'the whole batch {batch}', ''),
    ('listed_draft', 'a draft, not approved', ''),
    ('listed_submitted', 'waiting for approval', ''),
    ('listed_authorised', 'approved', ''),
    ('listed_paid', 'paid', ''),
    ('listed_voided', 'voided', ''),
    ('listed_deleted', 'deleted', ''),
    ('with_any_tax', 'the total with any tax', ''),
    ('not_booked_yet', 'not booked by month end', ''),
    ('no_ledger_of_its_month', 'no ledger uploaded for its month', ''),
    ('no_entry_names_it', 'not in the ledger up to {1:month}: no entry names it', ''),
    ('dated_later_there', 'not in the ledger up to {1:month}, because its date there is later', ''),
    ('in_no_cogs_breakdown', 'not in any COGS Breakdown', ''),
    ('cogs_blank', 'blank', ''),
    ('month_without_journal', 'no journal in this month', ''),
    ('synced_again_in', 'synced again in {1:month}', ''),
    ('missed_when_synced', '{1} was missing when it was synced', '')
) as listed (code, sentence, remedy)
