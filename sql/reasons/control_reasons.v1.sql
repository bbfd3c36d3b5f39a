-- Control reasons: the lines of the control accounts, and how each account reconciles.
--
-- since: 2000-01
-- grain: one row for each reason code
-- key:   code
-- rule:  control-accounts.md#control-accounts

select
    code,
    sentence,
    remedy
from (
    values
    ('control_opening', 'Opening balance', ''),
    ('control_closing', 'Closing balance', ''),
    ('control_documents', 'Entries of Omni''s documents', ''),
    ('control_omni_receivable', 'Sales and credit notes, with tax', ''),
    ('control_omni_payable', 'Purchases and credits, with tax', ''),
    ('control_omni_cogs', 'COGS Breakdown', ''),
    ('control_omni_landed_costs', 'Landed costs added to stock', ''),
    ('control_omni_deposits', 'Paid before the invoice, less invoiced', ''),
    ('control_ledger', 'Movement of the account', ''),
    ('control_adjusted', 'Adjusted movement', ''),
    ('control_residual', 'Unexplained', ''),
    ('control_cause', '{1:cause}', ''),
    ('control_payment', 'Payments and refunds', ''),
    ('control_allocation', 'Credits and prepayments applied', ''),
    ('control_money', 'Money spent and received', ''),
    ('control_journal', 'Manual journals', ''),
    ('control_accrual', 'Tieout''s accruals and reversals', ''),
    ('control_sales_invoice', 'Invoices that match no sale in Omni', ''),
    ('control_sales_credit', 'Credit notes that match none in Omni', ''),
    ('control_bill', 'Bills that match no purchase in Omni', ''),
    ('control_bill_credit', 'Supplier credits that match none in Omni', ''),
    ('control_carrier_bill', 'Bills of carriers and customs', ''),
    ('control_landed', 'Landed costs billed separately', ''),
    ('control_other', 'Other entries', ''),
    ('control_deposit', 'Invoices and credits for deposits', ''),
    ('control_deposit_paid', 'Deposits on purchase orders', ''),
    ('control_cogs_of_month', 'COGS journal of {1:month}', ''),
    ('control_adjustment', 'Stock adjustments', ''),
    ('control_dated_earlier', 'Dated in an earlier month in Omni', ''),
    ('control_dated_later', 'Dated in a later month in Omni', ''),
    ('control_agrees', 'agrees', ''),
    ('control_within', 'within tolerance', ''),
    ('control_differs', 'differs', ''),
    ('control_unknown', 'cannot tell', '')
) as listed (code, sentence, remedy)
