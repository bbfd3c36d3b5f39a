-- Flag reasons: what to do about each flagged row (statuses-and-flags.md#flags). The code of the flag is in the label of its
-- report column.
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
    ('CB2', 'Open the page Blank COGS to see which condition fails.'),
    ('CB3', 'Check the signs of the quantities. A sale has positive COGS, and a credit note negative COGS.'),
    ('CB4', 'Check the landed cost, the price and the currency of the document.'),
    ('CB5', 'No action is needed if the dates are right. COGS is posted in the month of the invoice date.'),
    ('T7', '{export_unedited:remedy}'),
    ('T8', '{export_unedited:remedy}'),
    ('SC1', 'Enter the Invoice Date (bulk update) or the Credit Note Date, sync, then regenerate COGS.'),
    ('SC2', 'Dispatch the order or complete the credit note, or reverse the invoice.'),
    ('SC3', '{keep_dates:remedy}'),
    ('SC4', '{back_order_remainder:remedy} Then regenerate COGS.'),
    ('SC5', '{sync_or_reset:remedy}'),
    ('SC6', '{batch_or_reset:remedy} This sale may not be in the ledger at all.'),
    ('SC7', 'It may be in the ledger twice, individually and in its batch. Unbatch it, or void one of the two in the ledger.'),
    ('SC8', '{enter_sales_reference:remedy}'),
    ('SC9', '{regenerate_cogs:remedy}'),
    ('SC10', 'Correct the date, or explain why it is right.'),
    ('C06', 'No action is needed. The customer was refunded and no goods came back.'),
    ('PS1', 'Enter the Invoice Date (or Supplier Credit Note Date), and the supplier''s number if it is blank, then sync.'),
    ('PS2', 'Receive the goods (or complete the supplier credit), or disclose them as goods in transit.'),
    ('PS3', '{keep_dates:remedy}'),
    ('PS4', '{back_order_remainder:remedy} Each delivery then has its own dates.'),
    ('PS5', '{enter_supplier_number:remedy}'),
    ('PS6', '{sync_or_reset:remedy}'),
    ('PS7', 'Enter the Completed Date, Supplier Credit Note Date and Supplier Credit Note No if they are blank, then upload it.'),
    ('PS8', 'Compare the two documents. If they are the same bill, void one of them in Omni and in the ledger.'),
    ('PS9', 'Correct the quantity received. If you keep the extra goods, raise the quantity ordered.'),
    ('HV1', 'Stock cannot be negative. Find the movement that is missing or counted twice.'),
    ('HV2', 'Enter the cost on the receipt or adjustment that these units came from.'),
    ('HV3', 'This value remains although there are no units left. Find the adjustment or landed cost that was posted afterwards.'),
    ('HV4', 'Check the latest receipt and its landed cost. The currency, the unit or the decimal point may be wrong.'),
    ('HV5', 'Check the cost and the retail price. If both are right, consider a write-down.'),
    ('SH1', 'Export the purchases and adjustments again, or find out where this entry comes from.'),
    ('SH2', 'The document is void. Check whether the ledger still contains its entry.'),
    ('SH3', 'Check the date of the entry. It belongs to another month.'),
    ('SH4', 'Correct the Completed Date or the Accounting Adjustment Date, or accept it as a timing difference.')
) as listed (code, remedy)
