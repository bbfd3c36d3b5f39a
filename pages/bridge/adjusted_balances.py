"""The stock account in the layout of a bank reconciliation: two balances, each adjusted, and one residual."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from close.work.legs import Leg
from pages.bridge.findings import CAUSE, LEG, PIECE, TYPE
from pages.parts.words import say

TABLE = {"label": "Line", "amount": "Amount", "documents": "Documents"}
FLOWS = {
    "SO": "Sales",
    "BATCH": "Sales",
    "CN": "Customer returns",
    "PO": "Purchases",
    "SCN": "Supplier returns",
    "ADJ": "Adjustments",
    "COGS": "COGS journals",
    "GL": "Ledger entries",
}
# What somebody has to do comes first.
ORDER = ("to_correct", "ledger_only", "cannot_tell", "clears_by_itself", "no_action")

Record = dict[str, Any]


@dataclass(frozen=True)
class Side:
    """One system's balance, the items that reconcile it with the other system, and the adjusted balance."""

    name: str
    leg: str
    balance: Decimal
    items: tuple[Record, ...]

    @property
    def adjusted(self) -> Decimal:
        """The balance of this side as if its reconciling items had been recorded in both systems."""
        return self.balance + sum((item["amount"] for item in self.items), Decimal(0))

    def lines(self) -> list[Record]:
        """Return the statement from top to bottom."""
        documents = sum(item["documents"] for item in self.items)
        return [
            {"label": self.name, "documents": None, "amount": self.balance},
            *self.items,
            {"label": "Adjusted balance", "documents": documents, "amount": self.adjusted},
        ]

    def drill_downs(self) -> list[dict[str, list[str]]]:
        """Return the filters that each line sets, so that the list is the documents of that line.

        A balance clears them, because it is not made of documents that differ, and the adjusted balance sets those of
        all items.
        """
        empty: dict[str, list[str]] = {CAUSE: [], LEG: [], PIECE: [], TYPE: []}
        whole = {**empty, CAUSE: _merge(self.items, CAUSE), LEG: [self.leg]}
        return [
            empty,
            *({**whole, **{name: item[name] for name in (CAUSE, PIECE, TYPE)}} for item in self.items),
            whole,
        ]


def make_sides(legs: Sequence[Leg], rows: Sequence[Record]) -> tuple[Side, Side]:
    """Return Omni's side less the differences up to the reconciliation, and the ledger's side plus those after it.

    `rows` are those of the report `stock_account`.
    """
    *near, far = legs
    names = {leg.name for leg in near}
    omni = [(row, -1) for row in rows if row["leg"] in names]
    books = [(row, 1) for row in rows if row["leg"] == far.name]
    return (
        Side("Historic stock valuation", legs[0].name, legs[0].first, _items(omni)),
        Side("Ledger stock account", far.name, far.last, _items(books)),
    )


def _items(rows: Sequence[tuple[Record, int]]) -> tuple[Record, ...]:
    """Return a line for each piece of the gap and kind of document. Items to correct come first."""
    found: dict[tuple[int, str], Record] = {}
    for row, sign in rows:
        flow, piece = FLOWS.get(row["doc_type"], "Other documents"), row["piece"]
        item = found.setdefault((ORDER.index(piece), flow), _line(flow, piece))
        item[CAUSE].append(row["cause_id"])
        item[TYPE].append(row["doc_type"])
        item["documents"] += row["documents"]
        item["amount"] += sign * row["amount"]
    items = [found[key] for key in sorted(found)]
    return tuple({**item, CAUSE: _merge([item], CAUSE), TYPE: _merge([item], TYPE)} for item in items)


def _line(flow: str, piece: str) -> Record:
    empty: Record = {"documents": 0, "amount": Decimal("0.00"), CAUSE: [], TYPE: []}
    return {"label": f"{flow}: {str(say(piece)).lower()}", PIECE: [piece], **empty}


def _merge(items: Sequence[Mapping[str, Any]], name: str) -> list[str]:
    return sorted({value for item in items for value in item[name]})
