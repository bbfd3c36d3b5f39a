"""The canonical datasets. Layouts of exports are many; what lands is declared here, once.

Money and quantities are decimal(18, 4), days are dates, a blank cell is null. `move_date` is the day stock moved
(fully dispatched, completed, fully received), `acct_date` the day the document books (invoice date, credit note date,
accounting adjustment date); `status` is the accounting status in the API's terms. `ref_key` is the
reference as it is matched (exports.md#references), `_line` the line of the export.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyarrow as pa

from close.store.packages import list_menus
from close.store.settings import DEFINITION

TEXT, DAY, FLAG = pa.string(), pa.date32(), pa.bool_()
MONEY = QUANTITY = pa.decimal128(18, 4)
TYPES: dict[type, pa.DataType] = {str: TEXT, bool: FLAG, int: pa.int32(), date: DAY, Decimal: MONEY}
REPORTS = "Insights > Standard Reports"
STATUSES = ("NOT_IMPORTED", "IMPORTED", "ERROR", "DO_NOT_IMPORT")


@dataclass(frozen=True)
class Dataset:
    """A table of the warehouse: columns by name, and the key that says which rows are the same thing.

    `source` is where to click for the export. `unique`: a file may hold each key once. Landing replaces, within a
    period, the files that share a key. With `key_by_key` (accounts are often exported one at a time) a file stays
    current for the keys that no newer file of its period holds, and SQL takes the newest for each key.
    """

    name: str
    title: str
    key: tuple[str, ...]
    columns: dict[str, pa.DataType]
    source: str = ""
    unique: bool = True
    key_by_key: bool = False

    @property
    def schema(self) -> pa.Schema:
        """Columns of a landed file: the period it was landed for, the declared ones and the line of the export."""
        columns = {"period": TEXT, **self.columns, "_line": pa.int32()}
        return pa.schema(list(columns.items()))


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
        "is_void": FLAG,
        "sign_flipped": FLAG,
    },
    source=f"{REPORTS} > Sales orders and credit notes",
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
        "status": TEXT,  # null where the report has no accounting status
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
)
KEYS = {f"key_{number}": TEXT for number in range(1, 5)}  # parts of a reference, as ref_key: any may be Omni's own
LEDGER_ENTRIES = Dataset(
    "ledger_entries",
    "Ledger entries",
    ("account",),
    {
        "account": TEXT,  # as the file heads it
        "account_code": TEXT,
        "account_name": TEXT,
        "entry_date": DAY,
        "posted_date": DAY,
        "source_type": TEXT,  # as the package calls it
        "kind": TEXT,  # sales_invoice, sales_credit, bill, bill_credit, payment, allocation, journal, money, other
        "contact": TEXT,
        "description": TEXT,
        "reference": TEXT,
        **KEYS,
        "journal_id": TEXT,
        "debit": MONEY,
        "credit": MONEY,
        "tax": MONEY,
    },
    source=list_menus("ledger_menu", ", all accounts"),
    unique=False,
    key_by_key=True,
)
LEDGER_BALANCES = Dataset(
    "ledger_balances",
    "Ledger balances",
    ("account",),
    {
        "account": TEXT,
        "account_code": TEXT,
        "account_name": TEXT,
        "opening": MONEY,  # debit positive; null where the file states none
        "debits": MONEY,
        "credits": MONEY,
        "closing": MONEY,
    },
    source=list_menus("ledger_menu", ", all accounts"),
    key_by_key=True,
)
LEDGER_DOCUMENTS = Dataset(
    "ledger_documents",
    "Invoices and bills of the ledger",
    ("kind", "number", "reference", "contact"),
    {
        "kind": TEXT,  # sales_invoice, sales_credit, bill, bill_credit
        "contact": TEXT,
        "number": TEXT,
        "reference": TEXT,
        **KEYS,
        "document_date": DAY,
        "total": MONEY,  # in the document's currency
        "tax_total": MONEY,
        "amount_due": MONEY,  # not yet paid or applied; blank where the list does not say
        "currency": TEXT,
        "status": TEXT,  # DRAFT, SUBMITTED, AUTHORISED, PAID, VOIDED, DELETED
    },
    source=list_menus("documents_menu"),
    unique=False,
)
SETTINGS = Dataset(
    "settings",
    "Organisation settings",
    (),
    {name: TYPES[setting.kind] for name, setting in DEFINITION.items()},
    source="Exports > Upload: fill in the settings, or drop an organisation.toml",
)
SETTINGS_ACCOUNTS = Dataset(
    "settings_accounts", "Organisation settings: accounts", (), {"role": TEXT, "code": TEXT, "name": TEXT}
)
SETTINGS_PREFIXES = Dataset(
    "settings_prefixes", "Organisation settings: reference prefixes", (), {"kind": TEXT, "prefix": TEXT}
)
SETTINGS_PATTERNS = Dataset(
    "settings_patterns", "Organisation settings: reference patterns", (), {"kind": TEXT, "pattern": TEXT}
)
SETTINGS_PEOPLE = Dataset("settings_people", "Organisation settings: people", (), {"role": TEXT, "who": TEXT})
SETTINGS_HOLIDAYS = Dataset("settings_holidays", "Organisation settings: holidays", (), {"day": DAY})

DATASETS = {
    dataset.name: dataset
    for dataset in (
        SALES_DOCUMENTS,
        PURCHASE_DOCUMENTS,
        COGS_ENTRIES,
        STOCK_VALUATION,
        STOCK_RECONCILIATION,
        STOCK_RECONCILIATION_BALANCES,
        STOCK_ADJUSTMENTS,
        PAYMENTS,
        ORDER_LINES,
        LEDGER_ENTRIES,
        LEDGER_BALANCES,
        LEDGER_DOCUMENTS,
        SETTINGS,
        SETTINGS_ACCOUNTS,
        SETTINGS_PREFIXES,
        SETTINGS_PATTERNS,
        SETTINGS_PEOPLE,
        SETTINGS_HOLIDAYS,
    )
}
