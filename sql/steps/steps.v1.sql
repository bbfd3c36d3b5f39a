-- Steps: the steps of the close in order, with their titles, the exports that prove them, and instructions.
--
-- since: 2000-01
-- grain: one row for each step of the close
-- key:   step
-- rule:  checklist.md#what-proves-a-step
--        A new step is added in three files: a row here, a select of its exceptions in one of the four `*_exceptions`, and the wording
--        of its reasons in `sql/reasons/step_reasons`. `applies_to` is evaluated in `checklist_steps`. `due_day` counts business days after
--        month end. `needs` lists the evidence for the step: exports, columns of exports (`dataset.column`), ledger accounts by role
--        (`account:role`), kinds of references that must be readable (`read:kind`), and what a list that stands in for a report may not
--        state (`kind:`, `cost:` and `amount:`, see `list_gaps`). In `newer_than`, `a>b` means that export a must
--        not be older than export b. The columns from `why` to `article` are for a user who is new to the step

select
    position,
    step,
    step_group,
    title,
    applies_to,
    due_day,
    needs,
    newer_than,
    why,
    click,
    passes,
    concerns,
    article
from (
    values
    (
        1, 'CL1', 'Closing', 'Close registers for POS', 'uses_pos', 1,
        'sales_documents payments kind:SO kind:CN', 'payments>sales_documents',
        'A point-of-sale order has no Invoice Date until its register is closed. Until then the sale is in no '
        || 'batch, it never syncs and it gets no COGS, although its stock has left.',
        'POS > Close Register, with Date type Payment and dates from the first of the month. Count the '
        || 'takings, then close every day and register in the list.',
        'The Close Register screen lists no days up to month end, and every POS order that moved stock has an '
        || 'Invoice Date.',
        'companies that sell through Omni''s point of sale',
        'https://help.omni.cin7.com/hc/en-us/articles/9128523653647-Closing-the-register'
    ),
    (
        2, 'CL2', 'Closing', 'Close registers for eCommerce', 'ecommerce', 1,
        'sales_documents payments read:batch kind:SO kind:CN', 'payments>sales_documents',
        'Web orders are posted as one batch for each payment type. The bot only batches the last 30 days, so '
        || 'an older order that is paid but not batched never reaches the ledger automatically.',
        'Sales > Payments. Filter on the web shop and a blank batch reference, select the payments of each '
        || 'payment type, then click Batch Payments.',
        'Every web order paid by month end has a batch reference, and every settlement report agrees with its '
        || 'batch.',
        'companies that batch the sales of a web shop',
        'https://help.omni.cin7.com/hc/en-us/articles/9128507293327-Batch-ecommerce-transactions-sales-orders-and-credit-notes'
    ),
    (
        3, 'CH1', 'Checking', 'Check sales orders', 'all', 2,
        'sales_documents kind:SO', '',
        'Stock leaves on the dispatch date, and revenue is booked on the invoice date. An order with only one '
        || 'of the two dates is missing from either stock or the ledger, and gets no COGS.',
        'Sales > Sales Orders, with the filters Dispatched But Not Invoiced and Invoiced But Not Dispatched. '
        || 'Do not filter by date, so that old orders are listed as well. Open each order and enter the missing '
        || 'date. Move unsent units to a back order.',
        'Both filters are empty, and every order up to month end has equal quantities and both dates.',
        'every company',
        'https://help.omni.cin7.com/hc/en-us/articles/9128531752463-Check-sales-orders'
    ),
    (
        4, 'CH2', 'Checking', 'Check customer credit notes', 'all', 2,
        'sales_documents sales_documents.sales_reference kind:CN', '',
        'A credit note returns stock on its Completed Date and is booked on its Credit Note Date. If either '
        || 'date or the Sales Reference is missing, it cannot sync, or it returns stock without reversing COGS.',
        'Sales > Credit Notes. First look at Completed with a blank accounting date, then at Open with a '
        || 'blank Completed Date. Enter the missing date and the sales order that the credit note belongs to.',
        'Every credit note has both dates or neither, and refers to its sales order.',
        'every company',
        'https://help.omni.cin7.com/hc/en-us/articles/9128523602575-Check-customer-credit-notes'
    ),
    (
        5, 'CH3', 'Checking', 'Check purchase orders', 'all', 3,
        'purchase_documents purchase_documents.supplier_inv_no purchase_documents.qty_ordered purchase_documents.qty_moved '
        || 'kind:PO',
        '',
        'Goods received but not billed raise stock without a payable. Goods billed but not received do the '
        || 'reverse. A bill without the supplier''s invoice number never syncs.',
        'Purchases > Purchase Orders. Look at Received But Not Invoiced, then at Invoiced and not received, '
        || 'then at all orders sorted by Supplier Inv No, blanks first.',
        'Every order received or billed by month end has both dates, the supplier''s invoice number and equal '
        || 'quantities.',
        'every company',
        'https://help.omni.cin7.com/hc/en-us/articles/10808572364559-Check-purchase-orders-for-reconciliation'
    ),
    (
        6, 'CH4', 'Checking', 'Check supplier credit notes', 'all', 3,
        'purchase_documents purchase_documents.supplier_inv_no purchase_documents.qty_ordered purchase_documents.qty_moved '
        || 'kind:SCN',
        '',
        'A return to a supplier needs a Completed Date, a Supplier Credit Note Date and the supplier''s '
        || 'credit note number. If one of them is missing, the stock has left but the credit is not in the '
        || 'ledger, or the other way round.',
        'Purchases > Supplier Credit Notes. Open each one that lacks any of the three and enter it. Use a '
        || 'separate credit note for each day that goods are returned.',
        'Every supplier credit note has all three, and equal quantities.',
        'every company',
        'https://help.omni.cin7.com/hc/en-us/articles/9052693457807-Supplier-credit-notes'
    ),
    (
        7, 'X1', 'Checking', 'Approve automatic adjustments', 'auto', 3,
        'stock_adjustments stock_adjustments.source', '',
        'When the point of sale sells stock that Omni does not have, Omni adjusts the stock automatically '
        || 'after seven days. Stock changes at once, but the journal waits until somebody completes the '
        || 'adjustment.',
        'Stock > Adjustments, with source Automatic and status Open. Find out why the stock was short, then '
        || 'complete the adjustment and enter its accounting date.',
        'Every automatic adjustment has a Completed Date.',
        'companies that have, or have had, a point of sale',
        'https://help.omni.cin7.com/hc/en-us/articles/9128531297295-Auto-adjustments'
    ),
    (
        8, 'X2', 'Checking', 'Back-order incoming stock', 'all', 3,
        'purchase_documents purchase_documents.qty_ordered purchase_documents.qty_moved kind:PO', '',
        'Any quantity received raises stock, even if the order is not fully received. An order received in '
        || 'several deliveries has a single invoice date, even if the goods arrived in different months.',
        'Purchases > Purchase Orders. Open each partly received order and move the outstanding units to a '
        || 'back order, so that every delivery has its own dates.',
        'No purchase order is partly received.',
        'every company',
        'https://help.omni.cin7.com/hc/en-us/articles/9128577841679-Purchase-orders-and-supplier-credit-notes-report'
    ),
    (
        9, 'SY1', 'Syncing', 'Sync transactions', 'package', 4,
        'sales_documents purchase_documents stock_adjustments stock_reconciliation_entries kind:SO kind:CN kind:PO kind:SCN',
        'stock_reconciliation_entries>purchase_documents stock_reconciliation_entries>stock_adjustments',
        'Documents only reach the ledger when they are synced. Sync All leaves out credit notes, supplier '
        || 'credit notes, adjustments and landed costs. Each of those is uploaded from its own tab.',
        'Accounting dashboard. Link the contacts first, then work through every tab of Sales, Purchases, and '
        || 'Adjustments & COGS.',
        'Every tab of the dashboard is empty, and every document dated in the month that can sync has been '
        || 'imported.',
        'companies that sync to Xero or QuickBooks Online',
        'https://help.omni.cin7.com/hc/en-us/articles/9128558078735-Sync-transactions'
    ),
    (
        10, 'SY2', 'Syncing', 'Approve draft invoices and bills in Xero', 'draft', 4,
        'ledger_documents', 'ledger_documents>sales_documents ledger_documents>purchase_documents',
        'Invoices and bills uploaded as drafts are in Xero but not yet in any account. Every balance omits '
        || 'them until somebody approves them.',
        'In Xero, open Business > Invoices > Draft and Business > Bills to pay > Draft. Select everything up '
        || 'to month end and approve it.',
        'Neither Draft tab shows a document dated up to month end.',
        'companies that upload to Xero as drafts',
        'https://help.omni.cin7.com/hc/en-us/articles/9128540344591-Approve-all-draft-invoice-and-bills-in-Xero'
    ),
    (
        11, 'SY3', 'Syncing', 'Fix discrepancies', 'package', 5,
        'ledger_entries sales_documents purchase_documents account:inventory account:revenue read:sale read:bill kind:SO kind:CN kind:PO '
        || 'kind:SCN amount:sales_documents cost:purchase_documents',
        'ledger_entries>sales_documents ledger_entries>purchase_documents',
        'A document that is edited or voided on one side after it synced is never sent again, so the two '
        || 'systems have different amounts for the same reference.',
        'Accounting dashboard > Discrepancies. Open each pair, decide which side is right, and change the '
        || 'other. QuickBooks only lists differences of 1.00 or more and no voids or dates, so check those '
        || 'yourself.',
        'The Discrepancies tab is empty. For QuickBooks, the totals of the two systems also agree for the '
        || 'month.',
        'companies that sync to Xero or QuickBooks Online',
        'https://help.omni.cin7.com/hc/en-us/articles/9128575781007-Fix-discrepancies'
    ),
    (
        12, 'SY4', 'Syncing', 'Fix errors', 'package', 5,
        'sales_documents purchase_documents kind:SO kind:CN kind:PO kind:SCN', '',
        'A document whose last sync failed is in Omni but not in the ledger. COGS failures never appear on '
        || 'the Errors tab. They are behind the warning icon on the COGS tab.',
        'Accounting dashboard > Errors. Read each message, correct the document and sync it again. Then check '
        || 'the COGS tab.',
        'The Errors tab has no badge, and no document has the status Error.',
        'companies that sync to Xero or QuickBooks Online',
        'https://help.omni.cin7.com/hc/en-us/articles/9128552714511-Fix-errors'
    ),
    (
        13, 'SY5', 'Syncing', 'Check that sales have COGS', 'all', 6,
        'sales_documents cogs_entries read:batch kind:SO kind:CN cost:sales_documents', 'cogs_entries>sales_documents',
        'Omni calculates COGS only if both dates are set, the quantities are equal, and the status is '
        || 'Imported, or Do Not Import with a batch. A sale without COGS overstates the margin.',
        'Insights > Standard Reports > Sales orders and credit notes. Correct the documents listed here, wait '
        || 'for the next calculation (24 hours) or regenerate COGS, then export COGS Breakdown again.',
        'Every sale and credit of the month has COGS that is neither blank nor zero.',
        'every company that uses COGS',
        'https://help.omni.cin7.com/hc/en-us/articles/9128531738511-Check-sales-orders-and-credit-notes-have-COGS-generated'
    ),
    (
        14, 'SY6', 'Syncing', 'Sync the COGS journal', 'perpetual', 6,
        'ledger_entries cogs_entries account:inventory account:cogs',
        'cogs_entries>sales_documents ledger_entries>cogs_entries',
        'COGS is posted as one journal a month. Changes in Omni after the journal was synced do not reach the '
        || 'ledger until it is synced again, and a month on or before the lock date cannot be synced.',
        'Accounting dashboard > Adjustments & COGS > COGS. Click Refresh Data, then sync the month. Set '
        || 'Update Transactions for Number of Past Months to 1 for the close and to 0 afterwards, then set the '
        || 'lock date.',
        'The COGS journal of the month in the ledger equals the COGS Breakdown total to the cent.',
        'companies with perpetual inventory that sync to Xero or QuickBooks Online',
        'https://help.omni.cin7.com/hc/en-us/articles/9128550561935-Check-COGS-journals-perpetual-method'
    )
) as listed (
    position, step, step_group, title, applies_to, due_day, needs, newer_than, why, click, passes, concerns, article
)
