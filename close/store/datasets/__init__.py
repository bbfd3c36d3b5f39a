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
    SALES_DOCUMENTS,
    STOCK_ADJUSTMENTS,
    STOCK_RECONCILIATION,
    STOCK_RECONCILIATION_BALANCES,
    STOCK_VALUATION,
)
from close.store.datasets.settings import (
    SETTINGS,
    SETTINGS_ACCOUNTS,
    SETTINGS_HOLIDAYS,
    SETTINGS_PATTERNS,
    SETTINGS_PEOPLE,
    SETTINGS_PREFIXES,
)

__all__ = [
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
    "PURCHASE_DOCUMENTS",
    "QUANTITY",
    "SALES_DOCUMENTS",
    "SETTINGS",
    "SETTINGS_ACCOUNTS",
    "SETTINGS_HOLIDAYS",
    "SETTINGS_PATTERNS",
    "SETTINGS_PEOPLE",
    "SETTINGS_PREFIXES",
    "STATUSES",
    "STOCK_ADJUSTMENTS",
    "STOCK_RECONCILIATION",
    "STOCK_RECONCILIATION_BALANCES",
    "STOCK_VALUATION",
    "TEXT",
    "TYPES",
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
