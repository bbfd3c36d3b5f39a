"""Where each export comes from: the clicks that give it."""

SOURCES = {
    "sales_documents": "Insights > Standard Reports > Sales orders and credit notes",
    "purchase_documents": "Insights > Standard Reports > Purchase orders and supplier credit notes",
    "cogs_entries": "Insights > Standard Reports > COGS Breakdown",
    "stock_valuation_lines": "Insights > Standard Reports > Historic Stock Valuations (End Date: month end)",
    "stock_reconciliation_entries": "Insights > Standard Reports > Stock on Hand Reconciliation",
    "stock_reconciliation_balances": "Insights > Standard Reports > Stock on Hand Reconciliation",
    "stock_adjustments": "Stock > Adjustments > Export",
    "payments": "Sales > Payments > Export (Date type: Payment)",
    "order_lines": "Cin7 Omni API, SalesOrders with lineItems, saved as JSON (optional)",
    "ledger_entries": "Xero: Accounting > Reports > Account Transactions, all accounts; QuickBooks: General Ledger",
    "ledger_balances": "Xero: Accounting > Reports > Account Transactions, all accounts; QuickBooks: General Ledger",
    "ledger_documents": "Xero: Business > Invoices, then Bills to pay, all statuses > Export",
    "settings": "Exports > Upload: fill in the settings, or drop an organisation.toml",
}
