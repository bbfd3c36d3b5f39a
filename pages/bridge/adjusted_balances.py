"""The stock account in the layout of a bank reconciliation: two balances, each adjusted, and one residual."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from close.work.legs import Leg
from pages.bridge.findings import AMOUNTS, CAUSE, LEG, PIECE, PIECES
from pages.parts.month.causes import cause

TABLE = {"label": "Line", "amount": "Amount", "documents": "Documents"}
TIMING, CORRECT = "clears by itself", "to be corrected"
CLEARS = PIECES[0]

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

    def drill_downs(self, findings: Sequence[Record]) -> list[dict[str, list[str]]]:
        """Return the filters that each line sets, so that the list is the documents of that line.

        A balance clears them, because it is not made of documents that differ, and the adjusted balance sets those of
        all items.
        """
        every = [code for item in self.items for code in item["codes"]]
        own = [row for row in findings if row[AMOUNTS[self.leg]]]
        items = [_open(item["codes"], self.leg, _list_pieces(item, own)) for item in self.items]
        return [_open(), *items, _open(list(dict.fromkeys(every)), self.leg)]


def make_sides(legs: Sequence[Leg], period: str) -> tuple[Side, Side]:
    """Return Omni's side less the causes up to the reconciliation, and the ledger's side plus the causes after it."""
    *near, far = legs
    first = near[0] if near else far
    omni = [(row, -1) for leg in near for row in leg.causes]
    books = [(row, 1) for row in far.causes]
    return (
        Side("Historic stock valuation", first.name, first.first, _items(omni, period)),
        Side("Ledger stock account", far.name, far.last, _items(books, period)),
    )


def _items(rows: Sequence[tuple[Record, int]], period: str) -> tuple[Record, ...]:
    """Return a line for each kind of document, by whether it clears automatically. Items to correct come first."""
    found: dict[tuple[bool, str], Record] = {}
    for row, sign in rows:
        of = cause(row["cause_id"], period)
        for clears, documents, amount in _parts(row):
            item = found.setdefault((clears, of.flow), _line(of.flow, clears))
            item["codes"].append(of.code)
            item["documents"] += documents
            item["amount"] += sign * amount
    return tuple(found[key] for key in sorted(found))


def _parts(row: Record) -> list[tuple[bool, int, Decimal]]:
    """Return the part of a cause that remains until corrected and the part that clears, as documents and amount."""
    documents, amount = row["_clearing_documents"], row["_clearing_amount"]
    parts = [(False, row["documents"] - documents, row["amount"] - amount), (True, documents, amount)]
    return [part for part in parts if part[1] or part[2]]


def _line(flow: str, clears: bool) -> Record:
    label = f"{flow}: {TIMING if clears else CORRECT}"
    return {"label": label, "documents": 0, "amount": Decimal("0.00"), "codes": [], "clears": clears}


def _open(codes: Sequence[str] = (), leg: str = "", pieces: Sequence[str] = ()) -> dict[str, list[str]]:
    return {CAUSE: list(codes), LEG: [leg] if leg else [], PIECE: list(pieces)}


def _list_pieces(item: Record, findings: Sequence[Record]) -> list[str]:
    """Return the pieces of the gap in which an item has documents."""
    found = {row["piece"] for row in findings if row["cause_id"] in item["codes"]}
    return [piece for piece in PIECES if piece in found and (piece == CLEARS) == item["clears"]]
