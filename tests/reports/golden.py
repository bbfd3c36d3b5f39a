"""Questions to a warehouse with a few handwritten rows."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from close.signing.answers import answer
from close.store.warehouse import Landing, Warehouse
from tests.given.landings import adjustment, credit, landing, purchase, sale, settings, supplier_credit

Make = Callable[..., dict[str, Any]]

BEFORE, INSIDE, END, AFTER = date(2026, 2, 27), date(2026, 3, 10), date(2026, 3, 31), date(2026, 4, 2)
KINDS = {
    "SO": ("sales_documents", sale),
    "CN": ("sales_documents", credit),
    "PO": ("purchase_documents", purchase),
    "SCN": ("purchase_documents", supplier_credit),
    "ADJ": ("stock_adjustments", adjustment),
}


def documents(*rows: tuple[str, str, dict[str, Any]], period: str = "2026-03") -> list[Landing]:
    """Return exports of these documents, given as kind, reference and columns."""
    made: dict[str, list[dict[str, Any]]] = {}
    for kind, ref, columns in rows:
        dataset, make = KINDS[kind]
        made.setdefault(dataset, []).append(make(ref, **columns))
    return [landing(dataset, found, period) for dataset, found in made.items()]


def document(kind: str, ref: str = "X-1", period: str = "2026-03", **columns: object) -> Landing:
    """Return an export with one document of a kind."""
    dataset, make = KINDS[kind]
    return landing(dataset, [make(ref, **columns)], period, f"{ref} {period}.csv")


class Ask:
    """A company whose exports are landed one after the other, and which answers questions about March."""

    def __init__(self, folder: Path) -> None:
        self.warehouse = Warehouse(folder, "Ash & Co")
        self.land(settings())

    def land(self, *landings: Landing) -> None:
        """Land exports without asking anything."""
        for export in landings:
            self.warehouse.land([export], "ada")

    def __call__(self, report: str, *landings: Landing, period: str = "2026-03") -> list[dict[str, Any]]:
        """Land the exports, then run a report."""
        self.land(*landings)
        return answer(self.warehouse, report, period).table.to_pylist()
