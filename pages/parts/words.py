"""Words for values on screen: codes, amounts, counts, timestamps, and export text inside Markdown."""

import re
from typing import Literal

from close import texts
from close.rules.catalogue import name_cause
from close.store.datasets import DATASETS
from close.store.settings import ROLES

MARKUP = re.compile(r"([\\`*_\[\]{}<>()#!|$:~^]|^[-+](?=\s))")

WORDS = {
    "moved_only": "Stock moved, not booked",
    "accounted_only": "Booked, stock not moved",
    "timing": "New this month",
    "overdue": "Open since an earlier month",
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
    "BT": "Branch transfer",
    "JOB": "Production job",
    **ROLES,
    "goods_in_transit": "Goods in transit",
    "deferred_revenue": "Deferred revenue",
    "clears_by_itself": "Clears by itself",
    "to_correct": "To correct",
    "ledger_only": "Only in the ledger",
    "unexplained": "Unexplained",
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
    "cannot_tell": "Cannot tell",
    "not_applicable": "Not applicable",
}
Colour = Literal["red", "green", "blue", "orange", "violet", "gray"]
COLOURS: dict[str, Colour] = {
    "exceptions": "red",
    "proven": "green",
    "attested": "blue",
    "waived": "violet",
    "signed": "green",
    "suspended": "orange",
    "cannot_tell": "orange",
    "not_applicable": "gray",
}

YES_NO = {"Y": "yes", "N": "no"}
# The column with the code of a cause.
CAUSE = "cause_id"


# Streamlit's name for accountants' notation in a column, and Vega's: `(` puts negatives in parentheses.
IN_TABLES = "accounting"
IN_CHARTS, ON_AXES = "(,.2f", "(,.0f"
say_money = texts.say_money  # pages find all words here


def say_count(number: int, word: str, plural: str = "") -> str:
    """Return a number of things: 1 document, 1,200 documents. `plural` is needed if it is not the word with an s."""
    return f"{number:,} {word if number == 1 else plural or f'{word}s'}"


def say_least(is_partial: bool) -> str:
    """Return words to put before a count, if rows that it could include are left out."""
    return "at least " if is_partial else ""


def say(value: object) -> object:
    """Return the word for a code. Any other value is unchanged."""
    return WORDS.get(value, value) if isinstance(value, str) else value


def say_value(value: object, column: str) -> object:
    """Return the word for a column's value: the title of a cause, or the word for any other code."""
    return name_cause(str(value)) if column == CAUSE and value is not None else say(value)


def title(dataset: str) -> str:
    """Return the title of a dataset."""
    return DATASETS[dataset].title if dataset in DATASETS else dataset.replace("_", " ").capitalize()


def say_moment(moment: str) -> str:
    """Return a recorded time to the minute, in UTC but without the suffix: 2026-03-31 17:05."""
    return moment[:16].replace("T", " ")


def plain(value: object) -> str:
    """Return export text for use inside Markdown, so that it is never rendered as a link, a formula or a colour."""
    return MARKUP.sub(r"\\\1", str(value)).replace("\n", " ")
