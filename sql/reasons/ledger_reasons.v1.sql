-- Reasons of the ledger: by what an entry is matched, what must tie out and whether it does, and what moved since a signature.
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
    ('own_accrual', 'an accrual journal that Tieout proposed, or its reversal', ''),
    ('cogs_journal', 'a journal between COGS and inventory, dated in {1}', ''),
    ('names', 'its reference names {1}', ''),
    ('reads', 'its reference or text holds {1}, written or joined in another way', ''),
    ('reads_number', 'it holds the number of {1}, as other entries of its kind do, and amount, date or contact agree', ''),
    ('names_in_part', 'its amount is that of the documents which its reference names, among them {1}', ''),
    ('sum_with', 'its amount is the sum of the month''s adjustments, among them {1}', ''),
    ('supplier_number_of', 'its reference is the supplier''s number of {1}', ''),
    ('cut_of', 'its reference is that of {1} cut at {2} characters', ''),
    ('cut_begins', 'its reference, cut at {2} characters, begins that of {1}', ''),
    ('cut_of_amount', 'its reference, cut at {2} characters, begins that of {1}, whose amount it has', ''),
    ('cut_of_day', 'its reference, cut at {2} characters, begins that of {1}, whose day it has', ''),
    (
        'cut_of_day_and_contact',
        'its reference, cut at {2} characters, begins that of {1}, the only one of its day and contact', ''
    ),
    ('one_of_amount', 'same amount and a date within 12 days, no reference: not counted', ''),
    ('several_of_amount', 'several documents of this amount and date, no reference', ''),
    ('names_none', 'no part of its reference or text is the reference of an Omni document', ''),
    ('tie_t1', 'Reconciliation: opening and its entries give the closing', ''),
    ('tie_t1b', 'Reconciliation: opening is last month''s closing', ''),
    ('tie_t2', 'Ledger inventory: opening and movement give the closing', ''),
    ('tie_t2b', 'Trial balance: every account closes as in the ledger', ''),
    ('tie_t3', 'Reconciliation closing is ledger inventory closing', ''),
    ('tie_t3p', 'Valuation is ledger inventory closing, as the closing-stock journal leaves it', ''),
    ('tie_t4', 'References whose reconciliation is not the inventory account', ''),
    ('tie_t5', 'COGS Breakdown is the COGS journal of the month', ''),
    ('tie_t5b', 'COGS Breakdown is the COGS of the reconciliation', ''),
    ('tie_t6', 'COGS journal: inventory credit is COGS debit', ''),
    ('tie_t7', 'Rows whose gross profit is not sales less COGS', ''),
    ('tie_t8', 'Documents whose sales are not the total less tax', ''),
    ('tie_t9', 'Batches that are not the sum of their members', ''),
    ('tie_t10', 'Omni sales of the month are ledger revenue', ''),
    ('tie_t11', 'Omni purchases of the month, with tax, are its bills on accounts payable', ''),
    ('tie_t12', 'Adjustments of the reconciliation are adjustment journals', ''),
    ('tie_t13', 'Landed costs of the reconciliation are landed cost journals', ''),
    ('tie_t14', 'Products with negative stock', ''),
    ('tie_t15', 'Units on hand: last month''s and what moved since', ''),
    ('tie_t16', 'Valuation: last month''s and what moved since, at its cost', ''),
    ('tie_t18', 'Opening stock, purchases and closing stock give the ledger''s COGS', ''),
    ('tie_t19', 'Ledger inventory: opening is last month''s closing', ''),
    ('holds', 'holds', ''),
    ('fails', 'fails', ''),
    ('side_unknown', 'cannot tell', ''),
    ('differs', 'differs', ''),
    ('ties_in_detail', 'ties in detail', ''),
    ('ties_in_total', 'ties in total, fails in detail', ''),
    ('partly_offset', 'partly offset', ''),
    ('apart', 'apart', ''),
    ('not_as_signed', 'Money of the month, a date by its end, or the document itself is not what was signed.', ''),
    (
        'went_on_since',
        'It went on after the month end, delivered, booked, synced or costed: the figures of the month stay.', ''
    ),
    ('roll_last_closing', 'Closing of last month, as exported then', ''),
    ('roll_opening', 'Opening balance', ''),
    ('roll_section', '{section}', ''),
    ('roll_computed', 'Closing, computed', ''),
    ('roll_closing', 'Closing balance, as exported', ''),
    ('roll_difference', 'Difference', '')
) as listed (code, sentence, remedy)
