"""The datasets of Cin7 Omni's exports."""

from close.store.datasets.dataset import DAY, FLAG, MONEY, QUANTITY, TEXT, Dataset

REPORTS = "Insights > Standard Reports"

SALES_DOCUMENTS = Dataset(
    "sales_documents",
    "Sales orders and credit notes",
    ("ref_key",),
    {
        "doc_type": TEXT,  # SO, CN
        "order_ref": TEXT,
        "ref_key": TEXT,
        "created_date": DAY,
        "customer": TEXT,
        "move_date": DAY,
        "acct_date": DAY,
        "status": TEXT,
        "payment_batch_ref": TEXT,
        "qty_ordered": QUANTITY,
        "qty_moved": QUANTITY,
        "sales_incl": MONEY,
        "sales_tax": MONEY,
        "sales": MONEY,
        "cost": MONEY,
        "gross_profit": MONEY,
        "gp_pct": MONEY,
        "sales_reference": TEXT,
        "source": TEXT,
        "branch": TEXT,
        "currency": TEXT,
        "fx_rate": MONEY,
        "is_void": FLAG,
        "sign_flipped": FLAG,
    },
    source=f"{REPORTS} > Sales orders and credit notes",
    may_lack_rows=True,
)
PURCHASE_DOCUMENTS = Dataset(
    "purchase_documents",
    "Purchase orders and supplier credit notes",
    ("ref_key",),
    {
        "doc_type": TEXT,  # PO, SCN
        "order_ref": TEXT,
        "ref_key": TEXT,
        "created_date": DAY,
        "supplier": TEXT,
        "supplier_inv_no": TEXT,
        "move_date": DAY,
        "acct_date": DAY,
        "po_status": TEXT,
        "status": TEXT,  # null if the report has no accounting status
        "qty_ordered": QUANTITY,
        "qty_moved": QUANTITY,
        "purchases_total": MONEY,
        "landing_costs": MONEY,
        "product_total": MONEY,
        "total_tax": MONEY,
        "total_incl": MONEY,
        "branch": TEXT,
        "currency": TEXT,
        "fx_rate": MONEY,
        "is_void": FLAG,
        "sign_flipped": FLAG,
    },
    source=f"{REPORTS} > Purchase orders and supplier credit notes",
    may_lack_rows=True,
)
COGS_ENTRIES = Dataset(
    "cogs_entries",
    "COGS breakdown",
    ("ref_key",),
    {
        "doc_type": TEXT,  # SO, CN
        "order_ref": TEXT,
        "ref_key": TEXT,
        "acct_date": DAY,
        "status": TEXT,
        "sales": MONEY,
        "cogs": MONEY,
        "gross_profit": MONEY,
        "gp_pct": MONEY,
    },
    source=f"{REPORTS} > COGS Breakdown",
    may_lack_rows=True,
)
STOCK_VALUATION = Dataset(
    "stock_valuation_lines",
    "Historic stock valuations",
    ("product_code", "option", "branch"),
    {
        "category": TEXT,
        "subcategory": TEXT,
        "product_type": TEXT,
        "product_code": TEXT,
        "product_name": TEXT,
        "option": TEXT,
        "branch": TEXT,
        "soh": QUANTITY,
        "stock_value": MONEY,
        "retail_value": MONEY,
    },
    source=f"{REPORTS} > Historic Stock Valuations (End Date: month end)",
    may_lack_rows=True,
)
STOCK_RECONCILIATION = Dataset(
    "stock_reconciliation_entries",
    "Stock on hand reconciliation: entries",
    ("section", "ref_key", "entry_date"),
    {
        "section": TEXT,  # purchase_orders, supplier_credit_notes, additional_costs, stock_adjustments, cogs, other
        "section_label": TEXT,
        "reference": TEXT,
        "ref_key": TEXT,
        "contact": TEXT,
        "entry_date": DAY,
        "debit": MONEY,
        "credit": MONEY,
        "balance": MONEY,
    },
    source=f"{REPORTS} > Stock on Hand Reconciliation",
    unique=False,
)
STOCK_RECONCILIATION_BALANCES = Dataset(
    "stock_reconciliation_balances",
    "Stock on hand reconciliation: balances",
    (),
    {"opening_date": DAY, "opening": MONEY, "closing_date": DAY, "closing": MONEY},
    source=f"{REPORTS} > Stock on Hand Reconciliation",
)
STOCK_ADJUSTMENTS = Dataset(
    "stock_adjustments",
    "Stock adjustments",
    ("ref_key",),
    {
        "reference": TEXT,
        "ref_key": TEXT,
        "created_date": DAY,
        "source": TEXT,
        "is_auto": FLAG,
        "reason": TEXT,
        "branch": TEXT,
        "move_date": DAY,
        "acct_date": DAY,
        "adjustment_status": TEXT,
        "is_void": FLAG,
        "qty": QUANTITY,
        "total": MONEY,
    },
    source="Stock > Adjustments > Export",
    may_lack_rows=True,
)
PAYMENTS = Dataset(
    "payments",
    "Payments",
    ("ref_key",),
    {
        "order_ref": TEXT,
        "ref_key": TEXT,
        "order_type": TEXT,
        "payment_date": DAY,
        "source": TEXT,
        "branch": TEXT,
        "method": TEXT,
        "amount": MONEY,
        "batch_reference": TEXT,
        "reconcile_date": DAY,
    },
    source="Sales > Payments > Export (Date type: Payment)",
    unique=False,
    may_lack_rows=True,
)
PURCHASE_STATUSES = Dataset(
    "purchase_statuses",
    "Accounting statuses of purchase orders",
    ("ref_key",),
    {
        "order_ref": TEXT,
        "ref_key": TEXT,
        "status": TEXT,
    },
    source="Cin7 Omni API, PurchaseOrders, saved as JSON (optional)",
    may_lack_rows=True,
)
ORDER_LINES = Dataset(
    "order_lines",
    "Order lines",
    ("ref_key",),
    {
        "order_ref": TEXT,
        "ref_key": TEXT,
        "product_code": TEXT,
        "qty": QUANTITY,
        "qty_moved": QUANTITY,
        "unit_price": MONEY,
        "unit_cost": MONEY,
    },
    source="Cin7 Omni API, SalesOrders with lineItems, saved as JSON (optional)",
    unique=False,
    may_lack_rows=True,
)
