-- Reasons of the story: the steps of a document through both systems, and what is known of each.
--
-- since: 2000-01
-- grain: one row for each reason code
-- key:   code

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
    ('story_batch', 'Ledger: its batch', ''),
    ('story_no_entry', 'Ledger', ''),
    ('story_cogs', 'COGS entry', ''),
    ('story_cogs_journal', 'COGS journal of {1}', ''),
    ('moved_of', '{1} of {2} moved', ''),
    ('numbered', 'number {known_as}', ''),
    ('without_number', 'without a number of the supplier', ''),
    ('status_is_imported', 'Imported', ''),
    ('status_is_not_imported', 'Not imported yet', ''),
    ('status_is_error', 'Error', ''),
    ('status_is_do_not_import', 'Do Not Import', ''),
    ('in_batch', 'batch {batch}', ''),
    ('entry_source', '{source_type}', ''),
    ('entry_reference', '{known_as}', ''),
    ('whole_batch', 'the whole batch {batch}', ''),
    ('not_booked_yet', 'not booked by the month end', ''),
    ('no_ledger_of_its_month', 'no ledger has landed for the month that books it', ''),
    ('no_entry_names_it', 'no entry names it', ''),
    ('in_no_cogs_breakdown', 'not in any COGS Breakdown', ''),
    ('cogs_blank', 'blank', ''),
    ('month_without_journal', 'the month has no journal', ''),
    ('synced_again_in', 'synced again in {1}', ''),
    ('missed_when_synced', 'it missed {1} when synced', '')
) as listed (code, sentence, remedy)
