-- Cause reasons: the action for each cause, with the screen to open, the filter to set, the field to fill in, whether it can be
-- done in bulk, and who does it.
--
-- since: 2000-01
-- grain: one row for each cause, and for each kind of document that is corrected elsewhere
-- key:   code
-- rule:  worklist.md#fix-plan
--        A code with `.purchases` is for purchase orders and supplier credit notes, if their screen is another one
--        The title of a cause is in the header of its file in `sql/causes/`, or in `unseen_causes`

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
        'A06', 'Receive the transfer in Omni once the goods have arrived.',
        'Stock > Branch Transfers', 'Dispatched, Received Date blank',
        'Received Date of the transfer', 'one by one', 'Warehouse', '9128531866511'
    ),
    (
        'A07', 'Post a journal for the value added, as agreed with your accountant.',
        'Production > Production Jobs', 'Search the reference',
        'Ledger: a journal to inventory for the value added', 'one by one', 'Accounts', null
    ),
    (
        'A10', 'Dispatch the sale, move it to a branch that has the stock, or adjust the stock.',
        'POS', 'Completed Sales Made Without Stock',
        'Fully Dispatched: dispatch the sale, from another branch if need be, or adjust the stock', 'one by one', 'Warehouse', '9128569231887'
    ),
    (
        'S01', 'Enter the Invoice Date (bulk update), sync, then regenerate COGS.',
        'Sales > Sales Orders', 'Dispatched But Not Invoiced',
        'Invoice Date (bulk update), then sync and regenerate COGS', 'bulk', 'Accounts', '10808558433551'
    ),
    (
        'S02', 'Dispatch the order, or reverse the invoice.',
        'Sales > Sales Orders', 'Invoiced But Not Dispatched',
        'Fully Dispatched: dispatch the order, or reverse the invoice', 'one by one', 'Warehouse', '10808558433551'
    ),
    (
        'S03', '{keep_dates:remedy}',
        'Sales > Sales Orders', 'Search the reference',
        'Fully Dispatched or Invoice Date, if either is wrong', 'one by one', 'Warehouse', '9128584759695'
    ),
    (
        'S04', '{back_order_remainder:remedy} Then regenerate COGS.',
        'Sales > Sales Orders', 'Search the reference',
        'Back order: move the units that were not sent, so that Qty Dispatched equals Qty Ordered', 'one by one', 'Warehouse', '10808558433551'
    ),
    (
        'S05', 'Sync the invoice. If it belongs to an older month, raise the past-months setting first, and set it back afterwards.',
        'Accounting dashboard > Sales', 'Invoices not imported',
        'Sync. For an older month, raise Update Transactions for Number of Past Months first', 'bulk', 'Accounts', '9128558078735'
    ),
    (
        'S06', '{read_errors:remedy}',
        'Accounting dashboard > Errors', 'Sales orders',
        'The field named in the Errors column, then reset Accounting Invoice Status and sync', 'one by one', 'Accounts', '9128552714511'
    ),
    (
        'S07',
        '{batch_or_reset:remedy} If it was invoiced by hand, explain it on the worklist with this cause. If another product posts your sales, say so in the settings.',
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
        'COGS: regenerate it. If it stays zero, enter the unit cost on the order that received the units', 'one by one', 'Accounts', '9128531738511'
    ),
    (
        'S10', 'Correct the cost, currency or unit of measure on the purchase order that received the units, then regenerate COGS.',
        'Purchases > Purchase Orders', 'Purchase order that received the units',
        'Unit cost, currency or unit of measure on that order, then regenerate COGS of the sale', 'one by one', 'Accounts', '9128540889615'
    ),
    (
        'S11', 'Click Refresh Data, then sync COGS again.',
        'Accounting dashboard > Adjustments & COGS > COGS', 'Month of the journal',
        'Refresh Data, then sync the month', 'bulk', 'Accounts', '9128550561935'
    ),
    (
        'S12', 'Unlock the month and sync COGS again, or post an approved journal.',
        'Ledger > Lock dates', 'Month of the journal',
        'Lock date: unlock the month, sync COGS again and lock it. Or post an approved journal', 'one by one', 'Accounts', '9128550561935'
    ),
    (
        'S13', 'Sync the month again, or post the change in the open month.',
        'Accounting dashboard > Adjustments & COGS > COGS', 'Month of the invoice',
        'Update Transactions for Number of Past Months, then sync the month', 'bulk', 'Accounts', '9128550561935'
    ),
    (
        'S14', '{raise_past_months:remedy}',
        'Accounting dashboard > Settings', 'Update Transactions for Number of Past Months',
        'Number of past months: raise it to reach the month of the document, sync, then set it back', 'bulk', 'Accounts', '9128550561935'
    ),
    (
        'S15', 'Close the register for that payment date.',
        'POS > Close Register', 'Date type Payment, the payment date',
        'Close Register: count the takings, then close the day', 'one by one', 'Warehouse', '9128523653647'
    ),
    (
        'S16', 'Batch the payment by hand.',
        'Sales > Payments', 'Web shop, batch reference blank',
        'Batch Payments, for each payment type', 'bulk', 'Accounts', '9128507293327'
    ),
    (
        'S17', 'Post the till difference to an over/short account, or find the takings that were not banked.',
        'Ledger > Business > Invoices', 'Reference of the batch',
        'Payment: allocate the amount banked, then write off the remainder to the over/short account', 'one by one', 'Accounts', '9128523653647'
    ),
    (
        'S18', 'Unbatch the payments, then batch them again.',
        'Sales > Payments', 'Batch reference',
        'Batch: unbatch, then batch again', 'one by one', 'Accounts', '9128586940815'
    ),
    (
        'S19', '{approve_in_ledger:remedy}',
        'Ledger > Business > Invoices', 'Draft',
        'Approve', 'bulk', 'Accounts', '9128540344591'
    ),
    (
        'S20', 'Correct the side that is wrong.',
        'Accounting dashboard > Discrepancies', 'Sales',
        'Price, quantity, discount or tax, on the side that is wrong', 'one by one', 'Accounts', '9128575781007'
    ),
    (
        'S21', 'Enter the same date in both systems.',
        'Accounting dashboard > Discrepancies', 'Sales',
        'Invoice Date, on the side that is wrong', 'one by one', 'Accounts', '9128575781007'
    ),
    (
        'S21.purchases', 'Enter the same date in both systems.',
        'Accounting dashboard > Discrepancies', 'Purchases',
        'Invoice Date, on the side that is wrong', 'one by one', 'Accounts', '9128575781007'
    ),
    (
        'S22', 'Void the document in the other system as well, or restore it. Omni can restore a void document for six months.',
        'Accounting dashboard > Discrepancies', 'Sales',
        'Void the document in the other system as well', 'one by one', 'Accounts', '9128575781007'
    ),
    (
        'S23', 'Void it in the ledger if Omni has no such order.',
        'Ledger > Business > Invoices', 'Search the reference',
        'Void, if Omni has no such order', 'one by one', 'Accounts', '9128575781007'
    ),
    (
        'S24', 'Accept it.',
        'Tieout > Worklist', 'Rounding (S24)',
        'Accept, if the settings allow the amount', 'bulk', 'Accounts', '9128557984399'
    ),
    (
        'S25', 'Void one of the two.',
        'Ledger > Business > Invoices', 'Search the reference',
        'Void one of the two', 'one by one', 'Accounts', '9128575781007'
    ),
    (
        'S27', 'Post the credit that reverses the deposit, and apply it to the invoice or bill of the order.',
        'Accounting dashboard > Sales > Deposits', 'Reference of the order',
        'Deposit: upload its reversal, or enter a credit note for the same amount in the ledger', 'one by one', 'Accounts', '10808532942735'
    ),
    (
        'S27.purchases', 'Post the credit that reverses the deposit, and apply it to the bill of the order.',
        'Accounting dashboard > Purchases > Deposits', 'Reference of the order',
        'Deposit: upload its reversal, or enter a supplier credit for the same amount in the ledger', 'one by one', 'Accounts', '10808532942735'
    ),
    (
        'S28', 'Set its status to Do Not Import. Omni then generates COGS.',
        'Sales > Sales Orders', 'Total 0.00, not imported',
        'Accounting Invoice Status: Do Not Import, then regenerate COGS', 'one by one', 'Accounts', '10808558433551'
    ),
    (
        'C01', 'Enter the Credit Note Date if it is blank, upload the credit note, then regenerate COGS.',
        'Sales > Credit Notes', 'Completed, accounting date blank',
        'Credit Note Date if it is blank, then upload and regenerate COGS', 'one by one', 'Accounts', '10808572363791'
    ),
    (
        'C02', 'Enter the Completed Date, if it is blank, once the goods are back.',
        'Sales > Credit Notes', 'Open, Completed Date blank',
        'Completed Date, if it is blank, once the goods are back', 'one by one', 'Warehouse', '10808572363791'
    ),
    (
        'C03', 'Enter a separate credit note for each return, then regenerate COGS.',
        'Sales > Credit Notes', 'Search the reference',
        'Qty Moved: enter a separate credit note for each return', 'one by one', 'Warehouse', '9128531738511'
    ),
    (
        'C04', 'Enter the Sales Reference if it is blank, or the amounts if the total is zero, then upload the credit note.',
        'Sales > Credit Notes', 'Sales Reference blank',
        'Sales Reference if it is blank, or the amounts if the total is zero, then upload', 'one by one', 'Accounts', '9128557248143'
    ),
    (
        'C05', 'Apply the credit to one of the customer''s invoices, or refund it.',
        'Ledger > Business > Invoices', 'Credit notes awaiting payment',
        'Allocate: apply the credit to its invoice', 'one by one', 'Accounts', '9128557248143'
    ),
    (
        'P01', 'Enter the Invoice Date, and the Supplier Inv No if it is blank, then sync. At month end, accrue it.',
        'Purchases > Purchase Orders', 'Received But Not Invoiced',
        'Invoice Date, and Supplier Inv No if it is blank, then sync', 'one by one', 'Accounts', '10808572364559'
    ),
    (
        'P02', 'Receive the goods. At month end, disclose them as goods in transit.',
        'Purchases > Purchase Orders', 'Invoiced and not received',
        'Qty Received: receive the goods', 'one by one', 'Warehouse', '10808572364559'
    ),
    (
        'P03', '{keep_dates:remedy}',
        'Purchases > Purchase Orders', 'Search the reference',
        'Fully Received or Invoice Date, if either is wrong', 'one by one', 'Warehouse', '9128577841679'
    ),
    (
        'P04', '{back_order_remainder:remedy} Each delivery then has its own dates and its own bill.',
        'Purchases > Purchase Orders', 'Received in part',
        'Back order: move the outstanding goods, so that every delivery has its own dates', 'one by one', 'Warehouse', '10808572364559'
    ),
    (
        'P05', 'Enter the Supplier Inv No, then sync.',
        'Purchases > Purchase Orders', 'Search All, sorted by Supplier Inv No, blanks first',
        'Supplier Inv No, then sync', 'one by one', 'Accounts', '10808572364559'
    ),
    (
        'P06', 'Sync Supplier Invoices. If the order has a sync error, correct what the Errors column says first. If its status is Do Not Import, reset it for re-import.',
        'Accounting dashboard > Purchases', 'Supplier invoices not imported',
        'Sync. First correct what the Errors column says, or reset a status of Do Not Import', 'bulk', 'Accounts', '9128558078735'
    ),
    (
        'P07', '{approve_in_ledger:remedy}',
        'Ledger > Business > Bills to pay', 'Draft',
        'Approve', 'bulk', 'Accounts', '9128540344591'
    ),
    (
        'P08', 'Enter the Final Payment in base currency, or correct the exchange rate of the bill.',
        'Purchases > Purchase Orders', 'Search the reference',
        'Final Payment in base currency, or the exchange rate of the bill', 'one by one', 'Accounts', '9128563855631'
    ),
    (
        'P09', 'Correct the side that is wrong, then sync again.',
        'Accounting dashboard > Discrepancies', 'Purchases',
        'Price, quantity, discount or tax, on the side that is wrong', 'one by one', 'Accounts', '9128575781007'
    ),
    (
        'P10', 'Void the bill that was entered by hand, and keep the synced one. If it has been paid, move its payment first.',
        'Ledger > Business > Bills to pay', 'Supplier and bill number',
        'Void the bill without the order''s reference', 'one by one', 'Accounts', '9128575781007'
    ),
    (
        'P11', 'Upload it on the sync screen, under Purchases > Landed Costs. Sync All leaves it out.',
        'Accounting dashboard > Purchases > Landed Costs', 'Not imported',
        'Upload (Sync All leaves it out)', 'bulk', 'Accounts', '9128571963023'
    ),
    (
        'P18', 'Correct the tax status of the order (Incl, Excl or Exempt), or the tax rate of the bill.',
        'Purchases > Purchase Orders', 'Search the reference',
        'Tax Status, or the tax rate of the bill in the ledger', 'one by one', 'Accounts', '9128575781007'
    ),
    (
        'P19', 'Enter the Supplier Credit Note Date and the Supplier Credit Note No if they are blank, then upload it. Sync All leaves it out.',
        'Purchases > Supplier Credit Notes', 'Completed, Supplier Credit Note Date blank',
        'Supplier Credit Note Date and Supplier Credit Note No if they are blank, then upload', 'one by one', 'Accounts', '9052693457807'
    ),
    (
        'P20', 'Enter the Completed Date, if it is blank, once the goods have left. If the supplier only reduced the price, adjust the unit cost.',
        'Purchases > Supplier Credit Notes', 'Dated, Completed Date blank or Qty Moved 0',
        'Completed Date, if it is blank, once the goods have left. For a price reduction, the unit cost of the goods',
        'one by one',
        'Warehouse',
        '9052693457807'
    ),
    (
        'P21', 'Enter the Supplier Credit Note No if it is blank, or the amounts if the total is zero, then upload it.',
        'Purchases > Supplier Credit Notes', 'Supplier Credit Note No blank',
        'Supplier Credit Note No if it is blank, or the amounts if the total is zero, then upload', 'one by one', 'Accounts', '9052693457807'
    ),
    (
        'P22', 'Apply the credit to a bill from the supplier, or ask for a refund.',
        'Ledger > Business > Bills to pay', 'Credit notes awaiting payment',
        'Allocate: apply the credit to its bill', 'one by one', 'Accounts', '9052693457807'
    ),
    (
        'P23', 'Void the document in the other system as well, or restore it. Omni purges void documents after six months.',
        'Accounting dashboard > Discrepancies', 'Purchases',
        'Void the document in the other system as well', 'one by one', 'Accounts', '9128575781007'
    ),
    (
        'P24', 'Find out which purchase order is genuine. Void the other one in Omni and its bill in the ledger.',
        'Purchases > Purchase Orders', 'Search the Supplier Inv No',
        'Void the duplicate order, and its bill in the ledger', 'one by one', 'Accounts', '9128577841679'
    ),
    (
        'P25', 'Reset its Accounting Status for re-import and sync it, unless the bill of the original order covers it.',
        'Purchases > Purchase Orders', 'Search the reference',
        'Accounting Status: reset for re-import, then sync', 'one by one', 'Accounts', '9128598339983'
    ),
    (
        'A01', 'Enter the Accounting Adjustment Date if it is blank, and upload the adjustment. Sync All leaves adjustments out.',
        'Stock > Adjustments', 'Completed, Accounting Adjustment Date blank or not uploaded',
        'Accounting Adjustment Date if it is blank, then upload', 'one by one', 'Accounts', '9128571991695'
    ),
    (
        'A02', 'Correct the date that is wrong. If both are right, it clears on the later one.',
        'Stock > Adjustments', 'Search the reference',
        'Completed Date or Accounting Adjustment Date, if either is wrong', 'one by one', 'Warehouse', '9128571991695'
    ),
    (
        'A03', 'Complete the adjustment in Stock > Adjustments, then upload it.',
        'Stock > Adjustments', 'Source Automatic, status Open',
        'Completed Date: find out why stock was short, then complete the adjustment', 'one by one', 'Warehouse', '9128531297295'
    ),
    (
        'A09', 'Stop syncing COGS and adjustments, and reverse the journal.',
        'Accounting dashboard > Adjustments & COGS', 'COGS and adjustments',
        'Sync: stop syncing both, and reverse the journal in the ledger', 'one by one', 'Accounts', '9128571991695'
    ),
    (
        'G01', 'Reverse it, or match it with an adjustment in Omni.',
        'Ledger > Manual journals', 'Search the reference',
        'Reverse it, or match it with an adjustment in Omni', 'one by one', 'Accounts', '9128563855631'
    ),
    (
        'G02', 'Recode it to the correct expense account.',
        'Ledger > Account Transactions', 'Stock and sales accounts',
        'Account: recode the line to the correct expense account', 'one by one', 'Accounts', '9128563855631'
    ),
    (
        'G03', 'State in the settings what the account is for, or recode the line to a configured account.',
        'Settings > Ledger accounts', 'Accounts that are not in the settings',
        'The account, as inventory or revenue in the settings, or the code of the line in the ledger', 'bulk', 'Accounts', '9128559772303'
    ),
    (
        'G04', '{upload_on_tab:remedy}',
        'Accounting dashboard > Purchases > Supplier Credit Notes', 'Not imported',
        'Upload (Sync All leaves it out)', 'bulk', 'Accounts', '9128558078735'
    ),
    (
        'G06', 'No action is needed. The entry is already matched.',
        'No action needed', 'Reference truncated to 21 characters',
        'None: the entry is already matched', 'bulk', 'Accounts', '9128571975055'
    ),
    (
        'G12', 'No action is needed. The journal reverses on the first day of the next month.',
        'No action needed', 'Accrual journal of the month',
        'None: the reversal clears it', 'bulk', 'Accounts', '10808572364559'
    ),
    (
        'G13', 'Post the reversal of the accrual journal.',
        'Ledger > Manual journals', 'Search the narration',
        'Reverse the accrual of the earlier month', 'one by one', 'Accounts', '10808572364559'
    ),
    (
        'G10', 'Run the stock valuation at month end again, and correct the closing-stock journal to match the change in valuation.',
        'Ledger > Manual journals', 'Closing stock',
        'Amount: this month''s valuation less last month''s', 'one by one', 'Accounts', '9128594695567'
    ),
    ('A08', 'Agree the difference with the person who set up the opening balance, and post a single journal for it.', null, null, null, null, null, null),
    ('G05', 'List the entries posted to the closed month since it closed, and lock the month in the ledger.', null, null, null, null, null, null),
    ('unexplained', 'Start with the earliest difference, in the bridge''s First difference view.', null, null, null, null, null, null)
) as listed (code, remedy, screen, status_filter, field, how, for_whom, article)
