"""Blank fields by the Omni screen that fills them: its filter, the field, and whether it can be filled in bulk."""

from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from pages.parts.widgets.answers import tally, where

BULK, SINGLE = "in bulk", "one by one"
LABELS = {
    "missing_field": "Field to fill in",
    "count": "Documents",
    "screen": "Screen in Omni",
    "narrow": "Filter",
    "money": "Stock value",
    "way": "How",
}


@dataclass(frozen=True)
class Screen:
    """The screen that edits a kind of document.

    `narrow` gives, by field, the filter that lists the documents without it.
    """

    path: str
    narrow: dict[str, str]
    bulk: frozenset[str] = frozenset()


SCREENS = {
    "SO": Screen(
        "Sales > Sales Orders",
        {"Invoice Date": "Dispatched But Not Invoiced", "Fully Dispatched Date": "Invoiced But Not Dispatched"},
        frozenset({"Invoice Date"}),
    ),
    "CN": Screen(
        "Sales > Credit Notes",
        {"Credit Note Date": "Completed with a blank accounting date", "Completed Date": "Open"},
    ),
    "PO": Screen(
        "Purchases > Purchase Orders",
        {
            "Invoice Date": "Received But Not Invoiced",
            "Fully Received Date": "Invoiced and not received",
            "Supplier Inv No": "Search All, sorted by Supplier Inv No",
        },
    ),
    "SCN": Screen("Purchases > Supplier Credit Notes", {}),
    "ADJ": Screen("Stock > Adjustments", {"Completed Date": "Open"}),
}
NO_FILTER = "none (do not filter by date)"


def plan_screens(rows: pa.Table) -> tuple[list[dict[str, Any]], list[dict[str, list[str]]]]:
    """Return a row for each screen and field, most documents first, and the filter that it sets on the list."""
    kinds = sorted(tally(rows, ["doc_type", "missing_field"], "value"), key=lambda k: -k["count"])
    return [_step(kind) for kind in kinds], [
        {"type": [kind["doc_type"]], "field": [kind["missing_field"]]} for kind in kinds
    ]


def _step(kind: dict[str, Any]) -> dict[str, Any]:
    screen, field = SCREENS[kind["doc_type"]], kind["missing_field"]
    way = BULK if field in screen.bulk else SINGLE
    return {**kind, "screen": screen.path, "narrow": screen.narrow.get(field, NO_FILTER), "way": way}


def list_documents(rows: pa.Table) -> list[dict[str, Any]]:
    """Return each document once, with its value, because one may lack several fields."""
    found = {(row["doc_type"], row["ref"]): row for row in rows.select(["doc_type", "ref", "value"]).to_pylist()}
    return list(found.values())


def count_bulk(rows: pa.Table) -> int:
    """Count the fields that can be filled in bulk."""
    return sum(
        where(where(rows, "doc_type", [t]), "missing_field", sorted(s.bulk)).num_rows for t, s in SCREENS.items()
    )
