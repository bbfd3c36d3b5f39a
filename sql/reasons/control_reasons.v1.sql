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
    ('control_omni_receivable', 'Sales and credit notes dated in the month, with tax', ''),
    ('control_omni_payable', 'Purchases and supplier credits dated in the month, with tax', ''),
    ('control_omni_cogs', 'COGS Breakdown for the month', ''),
    ('control_omni_landed_costs', 'Landed costs that Omni adds to stock', ''),
    ('control_omni_deposits', 'Payments on orders before their invoice, less those of orders now invoiced', ''),
    ('control_ledger', 'Movement of the account', ''),
    ('control_adjusted', 'Adjusted movement', ''),
    ('control_residual', 'Unexplained', ''),
    ('control_cause', '{1:cause}', ''),
    ('control_payment', 'Payments and refunds', ''),
    ('control_allocation', 'Credits and prepayments applied', ''),
    ('control_money', 'Money spent and received', ''),
    ('control_journal', 'Manual journals', ''),
    ('control_accrual', 'Accruals proposed by Tieout, and their reversals', ''),
    ('control_sales_invoice', 'Invoices that match no sale in Omni', ''),
    ('control_sales_credit', 'Credit notes that match none in Omni', ''),
    ('control_bill', 'Bills that match no purchase in Omni', ''),
    ('control_bill_credit', 'Supplier credits that match none in Omni', ''),
    ('control_carrier_bill', 'Bills of carriers and customs', ''),
    ('control_other', 'Other entries', ''),
    ('control_deposit', 'Invoices and credits for deposits', ''),
    ('control_deposit_paid', 'Deposits on purchase orders, which Omni''s exports do not state', ''),
    ('control_cogs_of_month', 'COGS journal of {1:month}', ''),
    ('control_adjustment', 'Stock adjustments posted to cost of goods sold', ''),
    ('control_dated_earlier', 'Posted this month, dated in an earlier month in Omni', ''),
    ('control_dated_later', 'Posted this month, dated in a later month in Omni', ''),
    (
        'control_periodic', 'Under periodic inventory, Omni posts neither cost of goods sold nor landed costs',
        'See the tie-out of periodic cost of goods sold.'
    ),
    ('control_agrees', 'agrees', ''),
    ('control_within', 'within tolerance', ''),
    ('control_differs', 'differs', ''),
    ('control_unknown', 'cannot tell', '')
) as listed (code, sentence, remedy)
