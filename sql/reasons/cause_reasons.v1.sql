-- Reasons of causes: what to do about each, the screen to open, the filter to set there, the field to fill, whether in bulk, and
-- who does it.
--
-- since: 2000-01
-- grain: one row for each cause
-- key:   code
-- rule:  worklist.md#fix-plan
--        Each row says what to do, the screen to open, the filter to set there and the field to fill. The title of a cause is in the
--        header of its file in `sql/causes/`, or in `unseen_causes`

select
    code,
    remedy,
    screen,
    status_filter,
    field,
    how,
    for_whom,
    'https://help.omni.cin7.com/hc/en-us/articles/' || article as article
from (
    values
    (
        'S01', 'Add the Invoice Date (bulk update), sync, regenerate COGS.',
        'Sales > Sales Orders', 'Dispatched But Not Invoiced',
        'Invoice Date (bulk update), then sync and regenerate COGS', 'bulk', 'Accounts', '10808558433551'
    ),
    (
        'S02', 'Dispatch the order, or reverse the invoice.',
        'Sales > Sales Orders', 'Invoiced But Not Dispatched',
        'Fully Dispatched: dispatch the order, or have the invoice reversed', 'one by one', 'Warehouse', '10808558433551'
    ),
    (
        'S03', '{keep_dates:remedy}',
        'Sales > Sales Orders', 'Search the reference',
        'Nothing where both dates are right; else Fully Dispatched or Invoice Date', 'one by one', 'Warehouse', '9128584759695'
    ),
    (
        'S04', '{back_order_remainder:remedy} Then regenerate COGS.',
        'Sales > Sales Orders', 'Search the reference',
        'Back order: move what was not sent, so that Qty Dispatched is Qty Ordered', 'one by one', 'Warehouse', '10808558433551'
    ),
    (
        'S05', 'Sync the invoice; if it is old, raise the past-months setting first.',
        'Accounting dashboard > Sales', 'Invoices not imported',
        'Sync; for an old month raise Update Transactions for Number of Past Months first', 'bulk', 'Accounts', '9128558078735'
    ),
    (
        'S06', '{read_errors:remedy}',
        'Accounting dashboard > Errors', 'Sales orders',
        'What the Errors column names; then reset Accounting Invoice Status and sync', 'one by one', 'Accounts', '9128552714511'
    ),
    (
        'S07',
        '{batch_or_reset:remedy} If it was invoiced by hand, record that reason: explain it with this cause. If a third party posts sales, say so in the settings.',
        'Sales > Sales Orders', 'Accounting Invoice Status Do Not Import, no batch reference',
        'Accounting Invoice Status: reset for re-import, or batch the payment', 'one by one', 'Accounts', '9128531738511'
    ),
    (
        'S08', 'Void the duplicate, or unbatch the order.',
        'Sales > Payments', 'Batch reference of the order',
        'Batch: unbatch the order, or void the duplicate in the ledger', 'one by one', 'Accounts', '9128507293327'
    ),
    (
        'S09', '{regenerate_cogs:remedy}',
        'Sales > Sales Orders', 'Search the reference',
        'COGS: regenerate; if it stays zero, unit cost on the receipt behind it', 'one by one', 'Accounts', '9128531738511'
    ),
    (
        'S10', 'Correct cost, currency or unit of measure on the receipt; regenerate COGS.',
        'Purchases > Purchase Orders', 'Receipt behind the units',
        'Unit cost, currency or unit of measure; then regenerate COGS', 'one by one', 'Accounts', '9128540889615'
    ),
    (
        'S11', 'Refresh Data, sync COGS again.',
        'Accounting dashboard > Adjustments & COGS > COGS', 'Month of the journal',
        'Refresh Data, then sync the month', 'bulk', 'Accounts', '9128550561935'
    ),
    (
        'S12', 'Unlock and sync COGS again, or post an approved journal.',
        'Ledger > Lock dates', 'Month of the journal',
        'Lock date: open, sync COGS again, lock; or post an approved journal', 'one by one', 'Accounts', '9128550561935'
    ),
    (
        'S13', 'Re-sync the month, or book the change in the open month.',
        'Accounting dashboard > Adjustments & COGS > COGS', 'Month of the invoice',
        'Update Transactions for Number of Past Months, then sync the month', 'bulk', 'Accounts', '9128550561935'
    ),
    (
        'S14', 'Raise the past-months setting, sync the document, and set it back.',
        'Accounting dashboard > Settings', 'Update Transactions for Number of Past Months',
        'Number of past months: far enough for the month of the document; then sync, and restore it', 'bulk', 'Accounts', '9128550561935'
    ),
    (
        'S15', 'Close the register for that payment date.',
        'POS > Close Register', 'Date type Payment, the payment date',
        'Close Register: count the takings, close the day', 'one by one', 'Warehouse', '9128523653647'
    ),
    (
        'S16', 'Batch it by hand.',
        'Sales > Payments', 'Web shop, batch reference blank',
        'Batch Payments, for each payment type', 'bulk', 'Accounts', '9128507293327'
    ),
    (
        'S17', 'Post what the till was over or short to its own account, or find the takings that were not banked.',
        'Ledger > Business > Invoices', 'Reference of the batch',
        'Payment: allocate what was banked, then write the rest to the over/under account', 'one by one', 'Accounts', '9128523653647'
    ),
    (
        'S18', 'Unbatch, batch again.',
        'Sales > Payments', 'Batch reference',
        'Batch: unbatch, then batch again', 'one by one', 'Accounts', '9128586940815'
    ),
    (
        'S19', '{approve_in_ledger:remedy}',
        'Ledger > Business > Invoices', 'Draft',
        'Approve', 'bulk', 'Accounts', '9128540344591'
    ),
    (
        'S20', 'Correct either side.',
        'Accounting dashboard > Discrepancies', 'Sales',
        'Price, quantity, discount or tax, on the side that is wrong', 'one by one', 'Accounts', '9128575781007'
    ),
    (
        'S21', 'Align the dates.',
        'Accounting dashboard > Discrepancies', 'Sales',
        'Invoice Date, on the side that is wrong', 'one by one', 'Accounts', '9128575781007'
    ),
    (
        'S22', 'Void or delete the other; Omni can restore a void for six months.',
        'Accounting dashboard > Discrepancies', 'Sales',
        'Void: mirror it on the other side', 'one by one', 'Accounts', '9128575781007'
    ),
    (
        'S23', 'Void it in the ledger, if Omni has no such order.',
        'Ledger > Business > Invoices', 'Search the reference',
        'Void, if Omni has no such order', 'one by one', 'Accounts', '9128575781007'
    ),
    (
        'S24', 'Nothing: accept it.',
        'Tieout > Worklist', 'Cause S24 Rounding',
        'Accept, where the settings allow the amount', 'bulk', 'Accounts', '9128557984399'
    ),
    (
        'S25', '{void_one_of_two:remedy}',
        'Ledger > Business > Invoices', 'Search the reference',
        'Void one of the two', 'one by one', 'Accounts', '9128575781007'
    ),
    (
        'S27', 'Post the credit that takes the deposit back, and apply it to the invoice or the bill of the order.',
        'Accounting dashboard > Sales > Deposits', 'Reference of the order',
        'Deposit: upload its reversal; else a credit note of the same amount in the ledger', 'one by one', 'Accounts', '10808532942735'
    ),
    (
        'S28', 'Set it to Do Not Import: Omni then generates COGS.',
        'Sales > Sales Orders', 'Total 0.00, not imported',
        'Accounting Invoice Status: Do Not Import, then regenerate COGS', 'one by one', 'Accounts', '10808558433551'
    ),
    (
        'C01', 'Set the Credit Note Date, upload it, regenerate COGS.',
        'Sales > Credit Notes', 'Completed, accounting date blank',
        'Credit Note Date; then upload and regenerate COGS', 'one by one', 'Accounts', '10808572363791'
    ),
    (
        'C02', 'Set the Completed Date once the goods are back.',
        'Sales > Credit Notes', 'Open, Completed Date blank',
        'Completed Date, once the goods are back', 'one by one', 'Warehouse', '10808572363791'
    ),
    (
        'C03', 'A credit note of its own for each return, then regenerate COGS.',
        'Sales > Credit Notes', 'Search the reference',
        'Qty Moved: a credit note of its own for each return', 'one by one', 'Warehouse', '9128531738511'
    ),
    (
        'C04', '{enter_sales_reference:remedy}',
        'Sales > Credit Notes', 'Sales Reference blank',
        'Sales Reference; then upload', 'one by one', 'Accounts', '9128557248143'
    ),
    (
        'C05', 'Apply the credit to an invoice of the customer, or refund it.',
        'Ledger > Business > Invoices', 'Credit notes awaiting payment',
        'Allocate: apply the credit to the invoice that it is for', 'one by one', 'Accounts', '9128557248143'
    ),
    (
        'P01', 'Enter the Invoice Date and the Supplier Inv No, sync; at the close, accrue it.',
        'Purchases > Purchase Orders', 'Received But Not Invoiced',
        'Invoice Date and Supplier Inv No, then sync', 'one by one', 'Accounts', '10808572364559'
    ),
    (
        'P02', 'Receive the goods; at the close, disclose them as in transit.',
        'Purchases > Purchase Orders', 'Invoiced and not received',
        'Qty Received: receive the goods', 'one by one', 'Warehouse', '10808572364559'
    ),
    (
        'P03', '{keep_dates:remedy}',
        'Purchases > Purchase Orders', 'Search the reference',
        'Nothing where both dates are right; else Fully Received or Invoice Date', 'one by one', 'Warehouse', '9128577841679'
    ),
    (
        'P04', '{back_order_remainder:remedy} Each delivery then has its own dates and its own bill.',
        'Purchases > Purchase Orders', 'Received in part',
        'Back order: move what has not come, so that every delivery has its own dates', 'one by one', 'Warehouse', '10808572364559'
    ),
    (
        'P05', 'Fill the Supplier Inv No, sync.',
        'Purchases > Purchase Orders', 'Search All, sorted by Supplier Inv No, blanks first',
        'Supplier Inv No, then sync', 'one by one', 'Accounts', '10808572364559'
    ),
    (
        'P06', 'Sync Supplier Invoices; for an error read the Errors column first, for Do Not Import reset the status.',
        'Accounting dashboard > Purchases', 'Supplier invoices not imported',
        'Sync; in error: read the Errors column, Do Not Import: reset Accounting Status', 'bulk', 'Accounts', '9128558078735'
    ),
    (
        'P07', '{approve_in_ledger:remedy}',
        'Ledger > Business > Bills to pay', 'Draft',
        'Approve', 'bulk', 'Accounts', '9128540344591'
    ),
    (
        'P08', 'Enter the Final Payment in base currency, or align the rate of the bill.',
        'Purchases > Purchase Orders', 'Search the reference',
        'Final Payment in base currency, or the rate of the bill', 'one by one', 'Accounts', '9128563855631'
    ),
    (
        'P09', 'Correct either side; re-sync.',
        'Accounting dashboard > Discrepancies', 'Purchases',
        'Price, quantity, discount or tax, on the side that is wrong', 'one by one', 'Accounts', '9128575781007'
    ),
    (
        'P10', '{void_one_of_two:remedy}',
        'Ledger > Business > Bills to pay', 'Supplier and bill number',
        'Void one of the two', 'one by one', 'Accounts', '9128575781007'
    ),
    (
        'P11', 'Upload it: Purchases, tab Landed Costs of the sync screen; Sync All skips it.',
        'Accounting dashboard > Purchases > Landed Costs', 'Not imported',
        'Upload; Sync All skips it', 'bulk', 'Accounts', '9128571963023'
    ),
    (
        'P18', 'Correct the tax status of the order (Incl, Excl or Exempt), or the tax rate of the bill.',
        'Purchases > Purchase Orders', 'Search the reference',
        'Tax Status, or the tax rate of the bill in the ledger', 'one by one', 'Accounts', '9128575781007'
    ),
    (
        'P19', 'Enter the Supplier Credit Note Date and No, upload it; Sync All skips it.',
        'Purchases > Supplier Credit Notes', 'Completed, Supplier Credit Note Date blank',
        'Supplier Credit Note Date and No; then upload', 'one by one', 'Accounts', '9052693457807'
    ),
    (
        'P20', 'Set the Completed Date once the goods have left; where the supplier only lowered the price, adjust the unit cost.',
        'Purchases > Supplier Credit Notes', 'Dated, Completed Date blank or nothing moved',
        'Completed Date, once the goods have left; for a lower price, the unit cost of the goods',
        'one by one',
        'Warehouse',
        '9052693457807'
    ),
    (
        'P21', 'Fill the Supplier Credit Note No, upload it.',
        'Purchases > Supplier Credit Notes', 'Supplier Credit Note No blank',
        'Supplier Credit Note No; then upload', 'one by one', 'Accounts', '9052693457807'
    ),
    (
        'P22', 'Apply the credit to a bill of the supplier, or have it refunded.',
        'Ledger > Business > Bills to pay', 'Credit notes awaiting payment',
        'Allocate: apply the credit to the bill that it is for', 'one by one', 'Accounts', '9052693457807'
    ),
    (
        'P23', 'Mirror the void; Omni purges voids after six months.',
        'Accounting dashboard > Discrepancies', 'Purchases',
        'Void: mirror it on the other side', 'one by one', 'Accounts', '9128575781007'
    ),
    (
        'P24', 'Find out which purchase order is real; void the other in Omni and its bill in the ledger.',
        'Purchases > Purchase Orders', 'Search the Supplier Inv No',
        'Void the order that is the copy, and its bill in the ledger', 'one by one', 'Accounts', '9128577841679'
    ),
    (
        'P25', 'Reset its Accounting Status for re-import and sync it, unless the bill of the original order covers it.',
        'Purchases > Purchase Orders', 'Search the reference',
        'Accounting Status: reset for re-import, then sync', 'one by one', 'Accounts', '9128598339983'
    ),
    (
        'A01', 'Set the Accounting Adjustment Date and upload it; Sync All skips adjustments.',
        'Stock > Adjustments', 'Completed, Accounting Adjustment Date blank or not uploaded',
        'Accounting Adjustment Date; then upload', 'one by one', 'Accounts', '9128571991695'
    ),
    (
        'A02', 'Align the two dates, or let it clear.',
        'Stock > Adjustments', 'Search the reference',
        'Nothing where both dates are right; else Completed or Accounting Adjustment Date', 'one by one', 'Warehouse', '9128571991695'
    ),
    (
        'A03', 'Stock > Adjustments: complete it, then upload it.',
        'Stock > Adjustments', 'Source Automatic, status Open',
        'Completed Date: find out why stock was short, complete it', 'one by one', 'Warehouse', '9128531297295'
    ),
    (
        'A09', 'Stop the sync of COGS and adjustments, and reverse the journal.',
        'Accounting dashboard > Adjustments & COGS', 'COGS and adjustments',
        'Sync: stop it for these two, and reverse the journal in the ledger', 'one by one', 'Accounts', '9128571991695'
    ),
    (
        'G01', 'Reverse it, or match it with an adjustment in Omni.',
        'Ledger > Manual journals', 'Search the reference',
        'Reverse it, or match it with an adjustment in Omni', 'one by one', 'Accounts', '9128563855631'
    ),
    (
        'G02', 'Recode it to the right expense.',
        'Ledger > Account Transactions', 'Stock and sales accounts',
        'Account: recode the line to the right expense', 'one by one', 'Accounts', '9128563855631'
    ),
    (
        'G03', 'Give the account its role in the settings, or recode the line to the configured account.',
        'Settings > Ledger accounts', 'Accounts without a role',
        'Role: inventory or revenue; or recode the line in the ledger', 'bulk', 'Accounts', '9128559772303'
    ),
    (
        'G04', '{upload_on_tab:remedy}',
        'Accounting dashboard > Purchases > Supplier Credit Notes', 'Not imported',
        'Upload; Sync All skips it', 'bulk', 'Accounts', '9128558078735'
    ),
    (
        'G06', 'Nothing: the match is made.',
        'Nowhere', 'Reference cut at 21 characters',
        'Nothing: the match is made', 'bulk', 'Accounts', '9128571975055'
    ),
    (
        'G12', 'Nothing: the journal is taken back on the first day of the next month.',
        'Nowhere', 'Accrual journal of the month',
        'Nothing: the reversal cancels it', 'bulk', 'Accounts', '10808572364559'
    ),
    (
        'G13', 'Post the reversal that came with the accrual journal.',
        'Ledger > Manual journals', 'Search the narration',
        'Reverse the accrual of the earlier month', 'one by one', 'Accounts', '10808572364559'
    ),
    (
        'G10', 'Value the stock again at the month end, and correct the journal to the change of the valuation.',
        'Ledger > Manual journals', 'Closing stock',
        'Amount: the valuation of the month less that of the month before', 'one by one', 'Accounts', '9128594695567'
    ),
    ('A08', 'Post one journal, once, together with whoever set up the first balance.', null, null, null, null, null, null),
    ('G05', 'List what was posted into the closed month since, and lock it in the ledger.', null, null, null, null, null, null),
    ('unexplained', 'Begin where the two sides first part: the view that shows where it first cracked.', null, null, null, null, null, null)
) as listed (code, remedy, screen, status_filter, field, how, for_whom, article)
