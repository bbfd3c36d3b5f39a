-- Flux reasons: the names of what Flux compares, and the sentences of which the draft of an explanation is made.
--
-- since: 2000-01
-- grain: one row for each reason code
-- key:   code
-- rule:  flux.md#drafts
--        Every figure in a sentence is a column of the row

select
    code,
    sentence,
    remedy
from (
    values
    ('flux_part_balances', 'Balances', ''),
    ('flux_part_margin', 'Margin', ''),
    ('flux_part_hsv_to_sohr', 'Valuation to reconciliation', ''),
    ('flux_part_sohr_to_gl', 'Reconciliation to ledger', ''),
    ('flux_part_hsv_to_gl', 'Valuation to ledger', ''),
    ('flux_part_timing', 'Timing differences', ''),
    ('flux_hsv', 'Historic stock valuation', ''),
    ('flux_sohr_closing', 'Reconciliation balance', ''),
    ('flux_gl_inventory', 'Ledger stock account', ''),
    ('flux_hsv_minus_sohr', 'Valuation less reconciliation', ''),
    ('flux_sohr_minus_gl', 'Reconciliation less ledger', ''),
    ('flux_hsv_minus_gl', 'Valuation less ledger', ''),
    ('flux_cin7_cogs', 'Omni COGS', ''),
    ('flux_gl_cogs', 'Ledger COGS', ''),
    ('flux_cin7_sales', 'Omni sales', ''),
    ('flux_gl_revenue', 'Ledger revenue', ''),
    ('flux_gl_ar', 'Accounts receivable', ''),
    ('flux_gl_ap', 'Accounts payable', ''),
    ('flux_cin7_margin', 'Omni margin', ''),
    ('flux_cin7_margin_percent', 'Omni margin in %', ''),
    ('flux_gl_margin', 'Ledger margin', ''),
    ('flux_gl_margin_percent', 'Ledger margin in %', ''),
    ('flux_cause', '{1:cause}', ''),
    ('flux_unexplained', 'Unexplained', ''),
    ('flux_moved_only', '{1}: moved, not booked', ''),
    ('flux_accounted_only', '{1}: booked, not moved', ''),
    ('flux_cannot_tell', 'How {name} changed is unknown, because exports of this month or last month are missing or incomplete.', ''),
    ('flux_unchanged', '{name} is {amount:money}, as last month.', ''),
    ('flux_rose', '{name} rose by {_size:money} ({_size_percent:money}%) to {amount:money}.', ''),
    ('flux_fell', '{name} fell by {_size:money} ({_size_percent:money}%) to {amount:money}.', ''),
    ('flux_moved', '{name} changed by {change:money}, from {last_month:money} to {amount:money}.', ''),
    ('flux_rose_points', '{name} rose by {_size} points to {amount}.', ''),
    ('flux_fell_points', '{name} fell by {_size} points to {amount}.', ''),
    ('flux_appeared', '{name} is {amount:money}, after {last_month:money} last month.', ''),
    ('flux_gone', '{name} is {amount:money}, after {last_month:money} last month.', ''),
    ('flux_by_document', 'The document that contributes most is {driver}, {driver_contact}, with {driver_amount:money}.', ''),
    ('flux_by_entry', 'The document that contributes most is {driver}, with {driver_amount:money}.', ''),
    ('flux_whole_document', 'One document makes up the whole change: {driver}, {driver_contact}, {driver_amount:money}.', ''),
    ('flux_whole_entry', 'One document makes up the whole change: {driver}, {driver_amount:money}.', ''),
    ('flux_by_cause', 'The cause that contributes most is {driver:cause}, with {driver_amount:money}.', ''),
    ('flux_by_unexplained', 'Most of it is unexplained: {driver_amount:money}.', ''),
    ('flux_share_document', 'One document makes up {driver_share}% of the change: {driver}, {driver_contact}, {driver_amount:money}.', ''),
    ('flux_share_entry', 'One document makes up {driver_share}% of the change: {driver}, {driver_amount:money}.', ''),
    ('flux_offset', 'Others partly offset it.', ''),
    ('flux_was_open', 'The document was already open last month.', ''),
    ('flux_is_new', 'The document is new this month.', ''),
    ('flux_all_new', 'All {documents} documents are new this month.', ''),
    ('flux_all_open', 'All {documents} documents were already open last month.', ''),
    ('flux_one_open', 'Of the {documents} documents, one was already open last month.', ''),
    ('flux_still_open', 'Of the {documents} documents, {still_open} were already open last month.', ''),
    ('flux_one_left', 'One document that was open last month is not open any more.', ''),
    ('flux_left', '{gone} documents that were open last month are not open any more.', ''),
    ('flux_next_to', '{counterpart} changed by {counterpart_change:money} in the same month.', ''),
    ('flux_average', 'The average of the {average_months} months before is {average:money}.', ''),
    ('flux_explained_at', 'It was explained by {explained_by} at a change of {_explained_change:money}. It is now {change:money}.', '')
) as listed (code, sentence, remedy)
