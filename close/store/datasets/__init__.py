"""The canonical datasets, each declared once. Exports have many layouts, but their rows all land in these.

Money and quantities are decimal(18, 4), days are dates, and a blank cell is null. `move_date` is the day stock moved
(fully dispatched, completed, fully received). `acct_date` is the accounting day (invoice date, credit note date,
accounting adjustment date). `status` is the accounting status in the API's terms. `ref_key` is the reference
normalised for matching (exports.md#references), and `_line` is the line in the export.
"""

from close.store.datasets.dataset import (
    DAY,
    FLAG,
    MONEY,
    QUANTITY,
    STATUSES,
    TEXT,
    TYPES,
    Dataset,
)
from close.store.datasets.ledger import (
    KEYS,
    LEDGER_BALANCES,
    LEDGER_DOCUMENTS,
    LEDGER_ENTRIES,
)
from close.store.datasets.omni import (
    COGS_ENTRIES,
    ORDER_LINES,
    PAYMENTS,
    PURCHASE_DOCUMENTS,
    PURCHASE_STATUSES,
    SALES_DOCUMENTS,
    STOCK_ADJUSTMENTS,
    STOCK_RECONCILIATION,
    STOCK_RECONCILIATION_BALANCES,
    STOCK_VALUATION,
)
from close.store.datasets.settings import (
    SETTINGS,
    SETTINGS_ACCOUNTS,
    SETTINGS_ACCRUALS,
    SETTINGS_HOLIDAYS,
    SETTINGS_MAPPINGS,
    SETTINGS_PATTERNS,
    SETTINGS_PEOPLE,
    SETTINGS_PREFIXES,
    SETTINGS_PROPOSED,
)
from close.store.datasets.stock import (
    BRANCH_TRANSFERS,
    PRODUCTION_JOBS,
    STOCK_MOVEMENTS,
)
from close.store.datasets.unreadable import UNREADABLE_ROWS

__all__ = [
    "BRANCH_TRANSFERS",
    "COGS_ENTRIES",
    "DATASETS",
    "DAY",
    "FLAG",
    "KEYS",
    "LEDGER_BALANCES",
    "LEDGER_DOCUMENTS",
    "LEDGER_ENTRIES",
    "MONEY",
    "ORDER_LINES",
    "PAYMENTS",
    "PRODUCTION_JOBS",
    "PURCHASE_DOCUMENTS",
    "PURCHASE_STATUSES",
    "QUANTITY",
    "SALES_DOCUMENTS",
    "SETTINGS",
    "SETTINGS_ACCOUNTS",
    "SETTINGS_ACCRUALS",
    "SETTINGS_HOLIDAYS",
    "SETTINGS_MAPPINGS",
    "SETTINGS_PATTERNS",
    "SETTINGS_PEOPLE",
    "SETTINGS_PREFIXES",
    "SETTINGS_PROPOSED",
    "STATUSES",
    "STOCK_ADJUSTMENTS",
    "STOCK_MOVEMENTS",
    "STOCK_RECONCILIATION",
    "STOCK_RECONCILIATION_BALANCES",
    "STOCK_VALUATION",
    "TEXT",
    "TYPES",
    "UNREADABLE_ROWS",
    "Dataset",
]

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
        STOCK_MOVEMENTS,
        BRANCH_TRANSFERS,
        PRODUCTION_JOBS,
        PURCHASE_STATUSES,
        LEDGER_ENTRIES,
        LEDGER_BALANCES,
        LEDGER_DOCUMENTS,
        UNREADABLE_ROWS,
        SETTINGS,
        SETTINGS_ACCOUNTS,
        SETTINGS_ACCRUALS,
        SETTINGS_PREFIXES,
        SETTINGS_PATTERNS,
        SETTINGS_ACCRUALS,
        SETTINGS_PEOPLE,
        SETTINGS_PROPOSED,
        SETTINGS_HOLIDAYS,
        SETTINGS_MAPPINGS,
    )
}
