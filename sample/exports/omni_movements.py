"""Omni's list of stock movements: a row for each product that a document moved, and transfers between branches."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sample.books import Snapshot
from sample.company.documents import Document
from sample.company.months import Month
from sample.company.profiles import Company
from sample.exports.omni_reports import Cell, Report

TYPES = {
    "SO": "Sales Order",
    "CN": "Credit Note",
    "PO": "Purchase Order",
    "SCN": "Supplier Credit Note",
    "ADJ": "Stock Adjustment",
    "BT": "Branch Transfer",
}
HEADER = "Code,Date,Product Name,Holding Group,TransType,Ref,Company,Branch,BatchNos,SerialQty,Direction"
TRANSIT = "In transit"


@dataclass(frozen=True)
class Movement:
    """A change in the units of one product on one day, positive if they came in."""

    day: date
    kind: str
    ref: str
    product: str
    units: int
    contact: str
    branch: str
    holding: str = ""


def movements(snapshot: Snapshot) -> Report:
    """Return the movements from the start of the month to the day of the export."""
    names = {product.code: product.name for product in snapshot.company.products}
    moved = [*_list_deliveries(snapshot), *_list_transfers(snapshot.company, snapshot.month)]
    last = snapshot.month.end + timedelta(days=snapshot.company.export_lag)
    listed = sorted(
        (m for m in moved if snapshot.month.start <= m.day <= last), key=lambda m: (m.product, m.day, m.ref)
    )
    return Report("Stock Movements", HEADER.split(","), [_write(m, names[m.product]) for m in listed])


def _write(movement: Movement, name: str) -> list[Cell]:
    m, way = movement, (movement.units > 0) - (movement.units < 0)
    return [m.product, m.day, name, m.holding, TYPES[m.kind], m.ref, m.contact, m.branch, "FIFO", m.units, way]


def _list_deliveries(snapshot: Snapshot) -> Iterator[Movement]:
    """Return what documents moved. Every second purchase of more than one unit arrives on two days of the month."""
    for document in snapshot.documents:
        if document.stock_day and not document.void:
            for line in document.lines:
                if line.moved:
                    sign = -1 if document.kind in ("SO", "CN") else 1
                    yield from _split(document, document.stock_day, line.product, sign * line.moved)


def _split(document: Document, day: date, product: str, units: int) -> Iterator[Movement]:
    early = day - timedelta(days=1)
    first = units // 2 if document.kind == "PO" and document.ref[-1] in "02468" and early.month == day.month else 0
    for on, part in ((early, first), (day, units - first)):
        if part:
            yield Movement(on, document.kind, document.ref, product, part, document.contact, document.branch)


def _list_transfers(company: Company, month: Month) -> Iterator[Movement]:
    """Return two transfers for each month since the first. The second arrives in the next month."""
    source, destination = company.branches[0], company.branches[-1]
    for sent in (month.previous, month):
        if sent < company.first or source == destination:
            continue
        days = (
            (sent.start + timedelta(days=4), sent.start + timedelta(days=6)),
            (sent.end, sent.next.start + timedelta(days=2)),
        )
        for number, (left, arrived) in enumerate(days, 1):
            ref = f"BT-{sent.year % 100}{sent.number:02}{number}"
            product = company.products[(sent.number + number) % len(company.products)].code
            yield Movement(left, "BT", ref, product, -2, "", source, TRANSIT)
            yield Movement(arrived, "BT", ref, product, 2, "", destination)
