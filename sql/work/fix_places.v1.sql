-- Fix places: for each cause the screen to open, the filter to set there, the field to fill, whether in bulk, and who does it.
--
-- since: 2000-01
-- rule:  domain.md 4, column fix; features.md 50: invoice dates are updated in bulk, dispatch dates one by one. Screens and filters are
--        called what the articles of Omni call them, those of the ledger what Xero calls them. Warehouse is what goods decide,
--        accounts what paper decides

with

places as (
    select *
    from (
        values
        ('S01', 'Sales > Sales Orders', 'Dispatched But Not Invoiced', 'Invoice Date (bulk update), then sync and regenerate COGS', 'bulk', 'Accounts'),
        ('S02', 'Sales > Sales Orders', 'Invoiced But Not Dispatched', 'Fully Dispatched: dispatch the order, or have the invoice reversed', 'one by one', 'Warehouse'),
        ('S03', 'Sales > Sales Orders', 'Search the reference', 'Nothing where both dates are right; else Fully Dispatched or Invoice Date', 'one by one', 'Warehouse'),
        ('S04', 'Sales > Sales Orders', 'Search the reference', 'Back order: move what was not sent, so that Qty Dispatched is Qty Ordered', 'one by one', 'Warehouse'),
        ('S05', 'Accounting dashboard > Sales', 'Invoices not imported', 'Sync; for an old month raise Update Transactions for Number of Past Months first', 'bulk', 'Accounts'),
        ('S06', 'Accounting dashboard > Errors', 'Sales orders', 'What the Errors column names; then reset Accounting Invoice Status and sync', 'one by one', 'Accounts'),
        ('S07', 'Sales > Sales Orders', 'Accounting Invoice Status Do Not Import, no batch reference', 'Accounting Invoice Status: reset for re-import, or batch the payment', 'one by one', 'Accounts'),
        ('S08', 'Sales > Payments', 'Batch reference of the order', 'Batch: unbatch the order, or void the duplicate in the ledger', 'one by one', 'Accounts'),
        ('S09', 'Sales > Sales Orders', 'Search the reference', 'COGS: regenerate; if it stays zero, unit cost on the receipt behind it', 'one by one', 'Accounts'),
        ('S10', 'Purchases > Purchase Orders', 'Receipt behind the units', 'Unit cost, currency or unit of measure; then regenerate COGS', 'one by one', 'Accounts'),
        ('S11', 'Accounting dashboard > Adjustments & COGS > COGS', 'Month of the journal', 'Refresh Data, then sync the month', 'bulk', 'Accounts'),
        ('S12', 'Ledger > Lock dates', 'Month of the journal', 'Lock date: open, sync COGS again, lock; or post an approved journal', 'one by one', 'Accounts'),
        ('S13', 'Accounting dashboard > Adjustments & COGS > COGS', 'Month of the invoice', 'Update Transactions for Number of Past Months, then sync the month', 'bulk', 'Accounts'),
        ('S15', 'POS > Close Register', 'Date type Payment, the payment date', 'Close Register: count the takings, close the day', 'one by one', 'Warehouse'),
        ('S16', 'Sales > Payments', 'Web shop, batch reference blank', 'Batch Payments, for each payment type', 'bulk', 'Accounts'),
        ('S18', 'Sales > Payments', 'Batch reference', 'Batch: unbatch, then batch again', 'one by one', 'Accounts'),
        ('S19', 'Ledger > Business > Invoices', 'Draft', 'Approve', 'bulk', 'Accounts'),
        ('S20', 'Accounting dashboard > Discrepancies', 'Sales', 'Price, quantity, discount or tax, on the side that is wrong', 'one by one', 'Accounts'),
        ('S21', 'Accounting dashboard > Discrepancies', 'Sales', 'Invoice Date, on the side that is wrong', 'one by one', 'Accounts'),
        ('S22', 'Accounting dashboard > Discrepancies', 'Sales', 'Void: mirror it on the other side', 'one by one', 'Accounts'),
        ('S23', 'Ledger > Business > Invoices', 'Search the reference', 'Void, if Omni has no such order', 'one by one', 'Accounts'),
        ('S24', 'Tieout > Worklist', 'Cause S24 Rounding', 'Accept, where the settings allow the amount', 'bulk', 'Accounts'),
        ('S25', 'Ledger > Business > Invoices', 'Search the reference', 'Void one of the two', 'one by one', 'Accounts'),
        ('S28', 'Sales > Sales Orders', 'Total 0.00, not imported', 'Accounting Invoice Status: Do Not Import, then regenerate COGS', 'one by one', 'Accounts'),
        ('C01', 'Sales > Credit Notes', 'Completed, accounting date blank', 'Credit Note Date; then upload and regenerate COGS', 'one by one', 'Accounts'),
        ('C02', 'Sales > Credit Notes', 'Open, Completed Date blank', 'Completed Date, once the goods are back', 'one by one', 'Warehouse'),
        ('C03', 'Sales > Credit Notes', 'Search the reference', 'Qty Moved: a credit note of its own for each return', 'one by one', 'Warehouse'),
        ('C04', 'Sales > Credit Notes', 'Sales Reference blank', 'Sales Reference; then upload', 'one by one', 'Accounts'),
        ('P01', 'Purchases > Purchase Orders', 'Received But Not Invoiced', 'Invoice Date and Supplier Inv No, then sync', 'one by one', 'Accounts'),
        ('P02', 'Purchases > Purchase Orders', 'Invoiced and not received', 'Qty Received: receive the goods', 'one by one', 'Warehouse'),
        ('P03', 'Purchases > Purchase Orders', 'Search the reference', 'Nothing where both dates are right; else Fully Received or Invoice Date', 'one by one', 'Warehouse'),
        ('P04', 'Purchases > Purchase Orders', 'Received in part', 'Back order: move what has not come, so that every delivery has its own dates', 'one by one', 'Warehouse'),
        ('P05', 'Purchases > Purchase Orders', 'Search All, sorted by Supplier Inv No, blanks first', 'Supplier Inv No, then sync', 'one by one', 'Accounts'),
        ('P06', 'Accounting dashboard > Purchases', 'Supplier invoices not imported', 'Sync; in error: read the Errors column, Do Not Import: reset Accounting Status', 'bulk', 'Accounts'),
        ('P07', 'Ledger > Business > Bills to pay', 'Draft', 'Approve', 'bulk', 'Accounts'),
        ('P08', 'Purchases > Purchase Orders', 'Search the reference', 'Final Payment in base currency, or the rate of the bill', 'one by one', 'Accounts'),
        ('P09', 'Accounting dashboard > Discrepancies', 'Purchases', 'Price, quantity, discount or tax, on the side that is wrong', 'one by one', 'Accounts'),
        ('P10', 'Ledger > Business > Bills to pay', 'Supplier and bill number', 'Void one of the two', 'one by one', 'Accounts'),
        ('P11', 'Accounting dashboard > Purchases > Landed Costs', 'Not imported', 'Upload; Sync All skips it', 'bulk', 'Accounts'),
        ('P19', 'Purchases > Supplier Credit Notes', 'Completed, Supplier Credit Note Date blank', 'Supplier Credit Note Date and No; then upload', 'one by one', 'Accounts'),
        ('P20', 'Purchases > Supplier Credit Notes', 'Dated, Completed Date blank', 'Completed Date, once the goods have left', 'one by one', 'Warehouse'),
        ('P21', 'Purchases > Supplier Credit Notes', 'Supplier Credit Note No blank', 'Supplier Credit Note No; then upload', 'one by one', 'Accounts'),
        ('P23', 'Accounting dashboard > Discrepancies', 'Purchases', 'Void: mirror it on the other side', 'one by one', 'Accounts'),
        ('P24', 'Purchases > Purchase Orders', 'Search the Supplier Inv No', 'Void the order that is the copy, and its bill in the ledger', 'one by one', 'Accounts'),
        ('A01', 'Stock > Adjustments', 'Completed, Accounting Adjustment Date blank or not uploaded', 'Accounting Adjustment Date; then upload', 'one by one', 'Accounts'),
        ('A02', 'Stock > Adjustments', 'Search the reference', 'Nothing where both dates are right; else Completed or Accounting Adjustment Date', 'one by one', 'Warehouse'),
        ('A03', 'Stock > Adjustments', 'Source Automatic, status Open', 'Completed Date: find out why stock was short, complete it', 'one by one', 'Warehouse'),
        ('A09', 'Accounting dashboard > Adjustments & COGS', 'COGS and adjustments', 'Sync: stop it for these two, and reverse the journal in the ledger', 'one by one', 'Accounts'),
        ('G01', 'Ledger > Manual journals', 'Search the reference', 'Reverse it, or match it with an adjustment in Omni', 'one by one', 'Accounts'),
        ('G02', 'Ledger > Account Transactions', 'Stock and sales accounts', 'Account: recode the line to the right expense', 'one by one', 'Accounts'),
        ('G04', 'Accounting dashboard > Purchases > Supplier Credit Notes', 'Not imported', 'Upload; Sync All skips it', 'bulk', 'Accounts'),
        ('G06', 'Nowhere', 'Reference cut at 21 characters', 'Nothing: the match is made', 'bulk', 'Accounts')
    ) as listed (cause_id, screen, status_filter, field, how, for_whom)
)

select
    cause_id,
    screen,
    status_filter,
    field,
    how,
    for_whom
from places
