-- Reasons of flags: what to do about a row that a flag has caught (statuses-and-flags.md#flags). The report names the flag in the label of its column.
--
-- since: 2000-01
-- grain: one row for each flag
-- key:   code
-- rule:  statuses-and-flags.md#flags

select
    code,
    remedy
from (
    values
    ('CB1', '{regenerate_cogs:remedy}'),
    ('CB2', 'Open Blank COGS: it names the condition that fails.'),
    ('CB3', 'Look at the signs of the quantities: a sale has positive COGS, a credit note negative.'),
    ('CB4', 'Look at the landed cost, the price and the currency of the document.'),
    ('CB5', 'No action is needed if the dates are right: the COGS books in the month of the invoice date.'),
    ('T7', '{export_unedited:remedy}'),
    ('T8', '{export_unedited:remedy}'),
    ('SC1', 'Set the Invoice Date (bulk update) or the Credit Note Date, sync, then regenerate COGS.'),
    ('SC2', 'Dispatch the order or complete the credit note, or reverse the invoice.'),
    ('SC3', '{keep_dates:remedy}'),
    ('SC4', '{back_order_remainder:remedy} Then regenerate COGS.'),
    ('SC5', '{sync_or_reset:remedy}'),
    ('SC6', '{batch_or_reset:remedy} This sale may not be in the ledger at all.'),
    ('SC7', 'It may be in the ledger twice, by itself and in its batch: unbatch it, or void one of them there.'),
    ('SC8', '{enter_sales_reference:remedy}'),
    ('SC9', '{regenerate_cogs:remedy}'),
    ('SC10', 'Correct the date, or say why it is right.'),
    ('C06', 'Nothing: the customer was refunded, and no goods came back.'),
    ('PS1', 'Enter the Invoice Date (or Supplier Credit Note Date) and the supplier''s number, then sync.'),
    ('PS2', 'Receive the goods (or complete the supplier credit), or disclose them as in transit.'),
    ('PS3', '{keep_dates:remedy}'),
    ('PS4', '{back_order_remainder:remedy} Each delivery then has its own dates.'),
    ('PS5', '{enter_supplier_number:remedy}'),
    ('PS6', '{sync_or_reset:remedy}'),
    ('PS7', 'Enter the Completed Date, Supplier Credit Note Date and Supplier Credit Note No, then upload it.'),
    ('PS8', 'Compare the two documents. If they are one bill, void one of them in Omni and in the ledger.'),
    ('PS9', 'Correct the quantity received, or order what has come beyond the order.'),
    ('HV1', 'Stock can never be negative: find the movement that is missing or counted twice.'),
    ('HV2', 'Give the receipt or adjustment behind these units its cost.'),
    ('HV3', 'Value without units is a residue: find the adjustment or landed cost that came after the last unit left.'),
    ('HV4', 'Look at the newest receipt and its landed cost: a currency, a unit or a decimal point may be wrong.'),
    ('HV5', 'Look at the cost and the retail price. If both are right, consider a write-down.'),
    ('SH1', 'Export the purchases and adjustments again, or find out where this entry comes from.'),
    ('SH2', 'The document is void: the ledger may still hold its entry.'),
    ('SH3', 'Look at the date of the entry: it belongs to another month.'),
    ('SH4', 'Align Completed Date and Accounting Adjustment Date, or accept the difference as timing.')
) as listed (code, remedy)
