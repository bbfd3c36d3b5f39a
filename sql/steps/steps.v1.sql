-- Steps: the steps of the close in order: what each is called, which exports prove it, and how a person does it.
--
-- since: 2000-01
-- grain: one row for each step of the close
-- key:   step
-- rule:  checklist.md#what-proves-a-step
--        A new step takes three files: a row here, a select of its exceptions in one of the four `*_exceptions`, and the words of its
--        reasons in `sql/reasons/step_reasons`. `applies_to` is decided in `checklist_steps`. `due_day` is a business day after the
--        month end. `needs` is what proves the step: exports, columns of exports (`dataset.column`), ledger accounts by role
--        (`account:role`), and references that can be read (`read:kind`). In `newer_than`, `a>b` means that export a must not be
--        older than export b. `why` to `article` are for a person who is new to the step

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
        'sales_documents payments', 'payments>sales_documents',
        'A point-of-sale order has no Invoice Date until its register is closed. Until then the sale is in no batch, '
        || 'never syncs, and gets no COGS, although its stock has left.',
        'POS > Close Register: Date type Payment, month to date. Count the takings, then close each day and register that'
        || ' is listed.',
        'The Close Register screen lists no day up to the month end, and no POS order that moved stock lacks an Invoice '
        || 'Date.',
        'companies that sell through Omni''s point of sale',
        'https://help.omni.cin7.com/hc/en-us/articles/9128523653647-Closing-the-register'
    ),
    (
        2, 'CL2', 'Closing', 'Close registers for eCommerce', 'ecommerce', 1,
        'sales_documents payments read:batch', 'payments>sales_documents',
        'Web orders are posted as one batch for each payment type. The bot batches only the last 30 days: a paid order '
        || 'that is older and unbatched will never reach the books by itself.',
        'Sales > Payments: filter on the web shop and a blank batch reference, select the payments of each payment type, '
        || 'then Batch Payments.',
        'Every web order that is paid by the month end has a batch reference, and each settlement report agrees with its '
        || 'batch.',
        'companies that batch the sales of a web shop',
        'https://help.omni.cin7.com/hc/en-us/articles/9128507293327-Batch-ecommerce-transactions-sales-orders-and-credit-notes'
    ),
    (
        3, 'CH1', 'Checking', 'Check sales orders', 'all', 2,
        'sales_documents', '',
        'Stock leaves on the dispatch date, revenue books on the invoice date. An order with only one of them is in one '
        || 'book and not in the other, and gets no COGS.',
        'Sales > Sales Orders: the filters Dispatched But Not Invoiced and Invoiced But Not Dispatched, without a date '
        || 'filter so that old orders surface. Open each order and fill the date that is missing; put what was not sent on a'
        || ' back order.',
        'Both filters are empty, and every order up to the month end has equal quantities and both dates.',
        'every company',
        'https://help.omni.cin7.com/hc/en-us/articles/9128531752463-Check-sales-orders'
    ),
    (
        4, 'CH2', 'Checking', 'Check customer credit notes', 'all', 2,
        'sales_documents sales_documents.sales_reference', '',
        'A credit note returns stock on its Completed Date and books on its Credit Note Date. One that lacks a date or '
        || 'its Sales Reference cannot sync, or returns stock without reversing its COGS.',
        'Sales > Credit Notes: first Completed with a blank accounting date, then open ones with a blank Completed Date. '
        || 'Fill the date, and the sales order that it belongs to.',
        'No credit note has only one of the two dates, and every one names its sales order.',
        'every company',
        'https://help.omni.cin7.com/hc/en-us/articles/9128523602575-Check-customer-credit-notes'
    ),
    (
        5, 'CH3', 'Checking', 'Check purchase orders', 'all', 3,
        'purchase_documents', '',
        'Goods that are received and not billed raise stock without a payable; goods billed and not received do the '
        || 'reverse. A bill without the supplier''s invoice number never syncs.',
        'Purchases > Purchase Orders: Received But Not Invoiced, then Invoiced and not received; then all orders sorted '
        || 'by Supplier Inv No, blanks first.',
        'Every order that moved or is billed by the month end has both dates, the supplier''s invoice number and equal '
        || 'quantities.',
        'every company',
        'https://help.omni.cin7.com/hc/en-us/articles/10808572364559-Check-purchase-orders-for-reconciliation'
    ),
    (
        6, 'CH4', 'Checking', 'Check supplier credit notes', 'all', 3,
        'purchase_documents', '',
        'A return to a supplier needs its Completed Date, its Supplier Credit Note Date and the supplier''s number: '
        || 'without all three, stock has left and the credit is not in the books, or the reverse.',
        'Purchases > Supplier Credit Notes: open each one that lacks one of the three and fill it; one credit note for '
        || 'each day of return.',
        'Every supplier credit note has all three, and equal quantities.',
        'every company',
        'https://help.omni.cin7.com/hc/en-us/articles/9052693457807-Supplier-credit-notes'
    ),
    (
        7, 'X1', 'Checking', 'Approve automatic adjustments', 'auto', 3,
        'stock_adjustments stock_adjustments.source', '',
        'When the point of sale sells what Omni does not have, Omni adjusts the stock by itself after seven days. The '
        || 'stock changes at once; the journal waits until somebody completes the adjustment.',
        'Stock > Adjustments: source Automatic, status Open. Find out why the stock was short, then complete the '
        || 'adjustment with its accounting date.',
        'No automatic adjustment has a blank Completed Date.',
        'companies with automatic adjustments: those with a point of sale, or that have had one',
        'https://help.omni.cin7.com/hc/en-us/articles/9128531297295-Auto-adjustments'
    ),
    (
        8, 'X2', 'Checking', 'Back-order incoming stock', 'all', 3,
        'purchase_documents', '',
        'Any quantity received raises stock, even where the order is not fully received. Received in parts, one order has'
        || ' one invoice date for goods of two months.',
        'Purchases > Purchase Orders: open each order that is received in part and move what has not come to a back '
        || 'order, so that every delivery has dates of its own.',
        'No purchase order has received some of its quantity and not the rest.',
        'every company',
        'https://help.omni.cin7.com/hc/en-us/articles/9128577841679-Purchase-orders-and-supplier-credit-notes-report'
    ),
    (
        9, 'SY1', 'Syncing', 'Sync transactions', 'package', 4,
        'sales_documents purchase_documents stock_adjustments stock_reconciliation_entries',
        'stock_reconciliation_entries>purchase_documents stock_reconciliation_entries>stock_adjustments',
        'Nothing reaches the books by itself. Sync All leaves out credit notes, supplier credit notes, adjustments and '
        || 'landed costs: those are uploaded each from its own tab.',
        'Accounting dashboard: link the contacts first, then every tab of Sales, Purchases, and Adjustments & COGS, one '
        || 'after the other.',
        'Every tab of the dashboard is empty, and no document that could sync is dated in the month and not imported.',
        'companies that sync to Xero or QuickBooks Online',
        'https://help.omni.cin7.com/hc/en-us/articles/9128558078735-Sync-transactions'
    ),
    (
        10, 'SY2', 'Syncing', 'Approve draft invoices and bills in Xero', 'draft', 4,
        'ledger_documents', 'ledger_documents>sales_documents ledger_documents>purchase_documents',
        'Uploaded as drafts, invoices and bills are in Xero but in no account yet: every balance is short of them until '
        || 'somebody approves them.',
        'In Xero: Business > Invoices > Draft, and Business > Bills to pay > Draft. Select all up to the month end and '
        || 'approve them.',
        'Both Draft tabs show no document dated up to the month end.',
        'companies that upload to Xero as drafts',
        'https://help.omni.cin7.com/hc/en-us/articles/9128540344591-Approve-all-draft-invoice-and-bills-in-Xero'
    ),
    (
        11, 'SY3', 'Syncing', 'Fix discrepancies', 'package', 5,
        'ledger_entries sales_documents purchase_documents account:inventory account:revenue read:sale read:bill',
        'ledger_entries>sales_documents ledger_entries>purchase_documents',
        'A document edited or voided on one side after it synced is never sent again: the two systems then hold different'
        || ' amounts for one reference.',
        'Accounting dashboard > Discrepancies: open each pair, decide which side is right, and change the other. '
        || 'QuickBooks lists only differences of 1.00 and more, and no voids or dates: look at those yourself.',
        'The Discrepancies tab is empty; for QuickBooks also: totals of both systems agree for the month.',
        'companies that sync to Xero or QuickBooks Online',
        'https://help.omni.cin7.com/hc/en-us/articles/9128575781007-Fix-discrepancies'
    ),
    (
        12, 'SY4', 'Syncing', 'Fix errors', 'package', 5,
        'sales_documents purchase_documents', '',
        'A document whose last sync failed is in Omni and not in the books. COGS failures never show on the Errors tab: '
        || 'they hide behind the warning icon of the COGS tab.',
        'Accounting dashboard > Errors: read each message, correct the document, sync it again. Then look at the COGS '
        || 'tab.',
        'The Errors tab has no badge, and no document has the status Error.',
        'companies that sync to Xero or QuickBooks Online',
        'https://help.omni.cin7.com/hc/en-us/articles/9128552714511-Fix-errors'
    ),
    (
        13, 'SY5', 'Syncing', 'Check that sales have COGS', 'all', 6,
        'sales_documents cogs_entries read:batch', 'cogs_entries>sales_documents',
        'COGS is calculated only where both dates are set, the quantities are equal, and the status is Imported, or Do '
        || 'Not Import with a batch. A sale without COGS shows a margin that is too good.',
        'Insights > Standard Reports > Sales orders and credit notes. Correct what is named, wait for the next '
        || 'calculation (24 hours) or regenerate COGS, then export COGS Breakdown again.',
        'Every sale and credit of the month has a COGS that is not blank or zero.',
        'every company that uses COGS',
        'https://help.omni.cin7.com/hc/en-us/articles/9128531738511-Check-sales-orders-and-credit-notes-have-COGS-generated'
    ),
    (
        14, 'SY6', 'Syncing', 'Sync the COGS journal', 'perpetual', 6,
        'ledger_entries cogs_entries account:inventory account:cogs',
        'cogs_entries>sales_documents ledger_entries>cogs_entries',
        'COGS is one journal a month. Omni changes after it was synced do not reach the books until it is synced again, '
        || 'and a month on or before the lock date cannot be.',
        'Accounting dashboard > Adjustments & COGS > COGS: Refresh Data, then sync the month. Set Update Transactions for'
        || ' Number of Past Months to 1 for the close, to 0 afterwards, then set the lock date.',
        'The COGS journal of the month in the books equals the COGS Breakdown total, to the cent.',
        'companies with perpetual inventory that sync to Xero or QuickBooks Online',
        'https://help.omni.cin7.com/hc/en-us/articles/9128550561935-Check-COGS-journals-perpetual-method'
    )
) as listed (
    position, step, step_group, title, applies_to, due_day, needs, newer_than, why, click, passes, concerns, article
)
