-- Ledger reasons: how an entry was matched, the tie-outs and their results, and the changes since a signature.
--
-- since: 2000-01
-- grain: one row for each reason code
-- key:   code
-- rule:  identities.md#tie-outs

select
    code,
    sentence,
    remedy
from (
    values
    ('own_accrual', 'An accrual journal proposed by Tieout, or its reversal', ''),
    ('cogs_journal', 'A journal between COGS and inventory, dated in {1:month}', ''),
    ('names', 'Its reference names {1}', ''),
    ('reads', 'Its reference or text contains {1}, written differently or joined to other text', ''),
    ('reads_number', 'It contains the number of {1}, as other entries of its kind do, and the amount, date or contact agrees', ''),
    ('names_in_part', 'Its amount equals the total of the documents that its reference names, including {1}', ''),
    ('sum_with', 'Its amount equals the total of the month''s adjustments, including {1}', ''),
    ('supplier_number_of', 'Its reference is the supplier''s number for {1}', ''),
    ('cut_of', 'Its reference is {1} truncated to {2} characters', ''),
    ('cut_begins', 'Its reference, truncated to {2} characters, is the start of {1}', ''),
    ('cut_of_amount', 'Its reference, truncated to {2} characters, is the start of {1}, and the amounts are equal', ''),
    ('cut_of_day', 'Its reference, truncated to {2} characters, is the start of {1}, and the dates are equal', ''),
    (
        'cut_of_day_and_contact',
        'Its reference, truncated to {2} characters, is the start of {1}, the only document with this date and contact', ''
    ),
    ('one_of_amount', 'Same amount and a date within 12 days, but no reference. Not counted as matched', ''),
    ('several_of_amount', 'Several documents have this amount and date, and there is no reference', ''),
    ('names_none', 'No part of its reference or text is the reference of an Omni document', ''),
    (
        'names_gone',
        'Its reference is {1}, a number that Omni has given but no export lists. Omni removes void documents, so void it here as well ({2})', ''
    ),
    (
        'names_none_readable',
        'It does not contain the reference of a document that could be read, and rows were left out of Omni''s reports', ''
    ),
    ('tie_t1', 'Reconciliation: opening balance plus entries equals closing balance', ''),
    ('tie_t1b', 'Reconciliation: opening balance equals last month''s closing balance', ''),
    ('tie_t2', 'Ledger inventory: opening balance plus movements equals closing balance', ''),
    ('tie_t2b', 'Trial balance: every account has the same closing balance as in the ledger', ''),
    ('tie_t3', 'Reconciliation closing balance equals ledger inventory closing balance', ''),
    ('tie_t3p', 'Valuation equals ledger inventory after the closing-stock journal', ''),
    ('tie_t4', 'References with different totals in the reconciliation and the inventory account', ''),
    ('tie_t5', 'COGS Breakdown equals the COGS journal for the month', ''),
    ('tie_t5b', 'COGS Breakdown equals the COGS in the reconciliation', ''),
    ('tie_t6', 'COGS journal: inventory credit equals COGS debit', ''),
    ('tie_t7', 'Rows whose gross profit does not equal sales less COGS', ''),
    ('tie_t8', 'Documents whose sales do not equal the total less tax', ''),
    ('tie_t9', 'Batches that do not equal the total of their orders', ''),
    ('tie_t10', 'Omni sales for the month equal ledger revenue', ''),
    ('tie_t11', 'Omni purchases for the month, including tax, equal the bills on accounts payable', ''),
    ('tie_t12', 'Adjustments in the reconciliation equal the adjustment journals', ''),
    ('tie_t13', 'Landed costs in the reconciliation equal their journals and bills in the ledger', ''),
    ('tie_t14', 'Products with negative stock', ''),
    ('tie_t15', 'Units on hand equal last month''s units plus movements since', ''),
    ('tie_t16', 'Valuation equals last month''s valuation plus movements since, at cost', ''),
    ('tie_t17', 'Transfers that delivered more units than they took', ''),
    ('tie_t18', 'Opening stock plus purchases less closing stock equals the ledger''s COGS', ''),
    ('tie_t19', 'Ledger inventory: opening balance equals last month''s closing balance', ''),
    ('tie_t20', 'Receivables: both adjusted movements agree', ''),
    ('tie_t21', 'Payables: both adjusted movements agree', ''),
    ('tie_t22', 'Cost of goods sold: both adjusted movements agree', ''),
    ('tie_t23', 'Landed costs: both adjusted movements agree', ''),
    ('tie_t24', 'Deposits: both adjusted movements agree', ''),
    ('holds', 'holds', ''),
    ('fails', 'fails', ''),
    ('side_unknown', 'cannot tell', ''),
    ('differs', 'differs', ''),
    ('ties_in_detail', 'ties in detail', ''),
    ('ties_in_total', 'ties in total, fails in detail', ''),
    ('partly_offset', 'partly offset', ''),
    ('apart', 'does not tie', ''),
    ('not_as_signed', 'An amount for the month, a date up to month end, or the document itself differs from what was signed.', ''),
    (
        'went_on_since',
        'It only changed after month end: it was delivered, booked, synced or costed. The month''s figures are unaffected.', ''
    ),
    ('roll_last_closing', 'Last month''s closing balance, as exported then', ''),
    ('roll_opening', 'Opening balance', ''),
    ('roll_section', '{section}', ''),
    ('roll_computed', 'Closing balance, calculated', ''),
    ('roll_closing', 'Closing balance, as exported', ''),
    ('roll_difference', 'Difference', '')
) as listed (code, sentence, remedy)
