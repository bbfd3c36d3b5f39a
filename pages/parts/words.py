"""What the words in the data are called on screen."""

import re
from typing import Literal

from close.store import sources
from close.store.datasets import DATASETS

MARKUP = re.compile(r"([\\`*_\[\]{}<>()#!|$:~^]|^[-+](?=\s))")

WORDS = {
    "moved_only": "Stock moved, not booked",
    "accounted_only": "Booked, stock not moved",
    "timing": "First month end",
    "overdue": "Older than a month end",
    "undated": "no date",
    "not_fully_dispatched": "Not fully dispatched",
    "not_completed": "Not completed",
    "no_invoice_date": "No invoice date",
    "no_credit_note_date": "No credit note date",
    "qty_mismatch": "Quantities differ",
    "status_error": "Sync error",
    "status_not_imported": "Not imported yet",
    "eligible_but_zero": "Eligible, COGS is zero",
    "eligible_but_blank": "Eligible, not generated",
    "IMPORTED": "Imported",
    "NOT_IMPORTED": "Not imported yet",
    "ERROR": "Error",
    "DO_NOT_IMPORT": "Do Not Import",
    "SO": "Sales order",
    "CN": "Credit note",
    "PO": "Purchase order",
    "SCN": "Supplier credit",
    "ADJ": "Adjustment",
    "GL": "Ledger document",
    "COGS": "COGS journal",
    "BATCH": "Payment batch",
    "inventory": "Stock",
    "cogs": "Cost of goods sold",
    "revenue": "Sales",
    "receivable": "Receivables",
    "payable": "Payables",
    "landed_costs": "Landed costs",
    "adjustments": "Stock adjustments",
    "goods_in_transit": "Goods in transit",
    "deferred_revenue": "Deferred revenue",
    "open": "Open",
    "explained": "Explained",
    "accrued": "Accrued",
    "accepted": "Accepted",
    "fixed": "Fixed in data",
    "high": "High",
    "medium": "Medium",
    "low": "Low",
    "new": "New",
    "carried": "Carried over",
    "cleared": "Cleared",
    "exceptions": "Exceptions",
    "proven": "Proven",
    "attested": "Attested",
    "waived": "Waived",
    "signed": "Signed",
    "suspended": "Suspended",
    "n/a": "Not applicable",
}
SOURCES = sources.SOURCES
OPTIONAL = {"order_lines", "payments", "settings_accounts", "settings_prefixes", "stock_reconciliation_balances"}
MONTHLY = (
    "sales_documents",
    "purchase_documents",
    "cogs_entries",
    "stock_valuation_lines",
    "stock_reconciliation_entries",
    "stock_adjustments",
    "payments",
)
Colour = Literal["red", "green", "blue", "orange", "violet", "gray"]
COLOURS: dict[str, Colour] = {
    "exceptions": "red",
    "proven": "green",
    "attested": "blue",
    "waived": "violet",
    "signed": "green",
    "suspended": "orange",
    "open": "orange",
    "n/a": "gray",
}

YES_NO = {"Y": "yes", "N": "no"}


def say_count(number: int, word: str) -> str:
    """A number of things: 1 document, 1,200 documents."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def say(value: object) -> object:
    """A value as it is said on screen; what has no word of its own stays as it is."""
    return WORDS.get(value, value) if isinstance(value, str) else value


def title(dataset: str) -> str:
    """What a dataset is called."""
    return DATASETS[dataset].title if dataset in DATASETS else dataset.replace("_", " ").capitalize()


def plain(value: object) -> str:
    """Text of an export inside Markdown: what it holds is shown, never rendered as a link, a formula or a colour."""
    return MARKUP.sub(r"\\\1", str(value)).replace("\n", " ")
