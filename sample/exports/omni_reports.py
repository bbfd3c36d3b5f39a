"""The Omni reports of a month as tables, before they are formatted as files."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sample.books import Snapshot
from sample.company.documents import ZERO, Document
from sample.company.months import Month
from sample.company.profiles import Product
from sample.company.stock import Holding

Cell = str | int | date | Decimal | None
Row = list[Cell]
Columns = Mapping[str, Callable[[Document], Cell]]
STATUS = {
    "IMPORTED": "Imported",
    "NOT_IMPORTED": "Not Imported Yet Or Reset For Re-import",
    "ERROR": "Error",
    "DO_NOT_IMPORT": "Do Not Import",
}
NAMES = {"SO": "Sales Order", "CN": "Credit Note"}


@dataclass(frozen=True)
class Report:
    """A report. `title` rows come above the header, and `total` lists the columns added up in the last row."""

    name: str
    header: list[str]
    rows: list[Row]
    total: tuple[str, ...] = ()
    title: tuple[str, ...] = ()

    def grand_total(self) -> Row:
        """Return the row that Omni adds at the end."""
        totals: Row = [self.sum_of(i) if name in self.total else None for i, name in enumerate(self.header)]
        return ["Grand Total", *totals[1:]]

    def sum_of(self, column: int) -> int | Decimal:
        """Return the sum of a column, counting blank cells as zero."""
        numbers = [value for row in self.rows if isinstance(value := row[column], int | Decimal)]
        return sum(numbers, ZERO if any(isinstance(n, Decimal) for n in numbers) else 0)


def table(name: str, columns: Columns, documents: Iterable[Document], total: str) -> Report:
    """Return a table with one row per document. `total` lists columns, separated by commas."""
    rows = [[value(d) for value in columns.values()] for d in documents]
    return Report(name, list(columns), rows, tuple(total.split(",")))


def listed(document: Document, month: Month) -> bool:
    """Return the month's documents, and earlier ones that were still unfinished when it began."""
    dates = (document.moved_on, document.booked_on)
    open_before = any(day is None or day >= month.start for day in dates) or unsettled(document)
    return document.created >= month.start or open_before


def unsettled(document: Document) -> bool:
    """Return True if both dates are set but somebody still has to act on the document."""
    if document.kind == "ADJ":
        return not document.uploaded
    excluded = document.status == "DO_NOT_IMPORT" and not document.batch_ref
    return document.qty != document.qty_moved or document.status in ("NOT_IMPORTED", "ERROR") or excluded


def rows_of(snapshot: Snapshot, *kinds: str) -> list[Document]:
    """Return the listed documents in Omni's order. A void sale is not listed, but a void purchase still is."""
    shown = [d for d in snapshot.documents if d.kind in kinds and listed(d, snapshot.month)]
    return sorted((d for d in shown if d.kind in ("PO", "SCN") or not d.void), key=lambda d: (d.created, d.ref))


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """Format a percentage with one decimal."""
    return (100 * part / whole).quantize(Decimal("0.1")) if whole else Decimal("0.0")


SALES: Columns = {
    "Created Date": lambda d: d.created,
    "Order Ref": lambda d: d.ref,
    "Customer": lambda d: d.contact,
    "Full Dispatched / Completed Date": lambda d: d.moved_on,
    "Invoice / Credit Note Date": lambda d: d.booked_on,
    "Invoice Status": lambda d: STATUS[d.status],
    "Payment Batch Reference": lambda d: d.batch_ref,
    "Qty Ordered": lambda d: d.qty,
    "Qty Dispatched": lambda d: d.qty_moved,
    "Sales (Incl)": lambda d: d.total,
    "Sales Tax": lambda d: d.tax,
    "Sales": lambda d: d.value,
    "Cost": lambda d: d.shown_cost,
    "Gross Profit": lambda d: d.value - (d.shown_cost or ZERO),
    "GP%": lambda d: percent(d.value - (d.shown_cost or ZERO), d.value),
    "Sales Reference": lambda d: d.number if d.kind == "CN" else None,
}
COGS: Columns = {
    "Invoice Date": lambda d: d.booked_on,
    "Order Ref": lambda d: d.ref,
    "Accounting Invoice Status": lambda d: STATUS[d.status],
    "Sales": lambda d: d.value,
    "COGS": lambda d: d.cogs,
    "Gross Profit": lambda d: d.value - (d.cogs or ZERO),
    "GP%": lambda d: percent(d.value - (d.cogs or ZERO), d.value),
}
PURCHASES: Columns = {
    "Created Date": lambda d: d.created,
    "Order Ref": lambda d: d.ref,
    "Supplier": lambda d: d.contact,
    "Supplier Inv No": lambda d: d.number,
    "Full Received / Completed Date": lambda d: d.moved_on,
    "Invoice / Supplier Credit Note Date": lambda d: d.booked_on,
    "PO Status": lambda d: "Void" if d.void else "Approved",
    "Qty Ordered": lambda d: d.qty,
    "Qty Received": lambda d: d.qty_moved,
    "Purchases Total": lambda d: d.value + d.landed,
    "Landing Costs": lambda d: d.landed,
    "Product Total": lambda d: d.value,
    "Total Tax": lambda d: d.tax,
    "Total (Incl)": lambda d: d.total,
    "Accounting Status": lambda d: STATUS[d.status],
}
ADJUSTMENTS: Columns = {
    "Created Date": lambda d: d.created,
    "Reference": lambda d: d.ref,
    "Source": lambda d: d.source,
    "Reason": lambda d: d.number,
    "Branch": lambda d: d.branch,
    "Completed Date": lambda d: d.moved_on,
    "Accounting Adjustment Date": lambda d: d.booked_on,
    "Status": lambda d: "Completed" if d.moved_on else "Open",
    "Qty Adjusted": lambda d: d.qty,
    "Total": lambda d: d.cost,
}
PAYMENTS: Columns = {
    "Payment Date": lambda d: d.created,
    "Order Ref": lambda d: d.ref,
    "Order Type": lambda d: NAMES[d.kind],
    "Source": lambda d: d.source,
    "Branch": lambda d: d.branch,
    "Payment Method": lambda d: d.method,
    "Amount": lambda d: d.total,
    "Batch Reference": lambda d: d.batch_ref,
    "Reconcile Date": lambda d: d.booked_on if d.batch_ref else None,
}
VALUATION: Mapping[str, Callable[[Product, Holding], Cell]] = {
    "Category": lambda p, _: p.category,
    "Product Code": lambda p, _: p.code,
    "Product Name": lambda p, _: p.name,
    "SOH": lambda _, held: held.qty,
    "Stock Value": lambda _, held: held.value,
    "Retail Value": lambda p, held: p.price * held.qty,
}


def sales(snapshot: Snapshot) -> Report:
    """Return the sales report. It always shows cost, which is provisional until dispatch."""
    total = "Qty Ordered,Qty Dispatched,Sales (Incl),Sales Tax,Sales,Cost,Gross Profit"
    return table("Sales Orders and Credit Notes", SALES, rows_of(snapshot, "SO", "CN"), total)


def cogs(snapshot: Snapshot) -> Report:
    """Return the COGS report for documents invoiced or dispatched in the month."""
    month = snapshot.month
    sold = [d for d in snapshot.documents if d.kind in NAMES and not d.void]
    shown = [d for d in sold if month.holds(d.booked_on) or month.holds(d.moved_on)]
    shown.sort(key=lambda d: (d.booked_on or date.max, d.ref))
    return table("COGS Breakdown", COGS, shown, "Sales,COGS,Gross Profit")


def purchases(snapshot: Snapshot) -> Report:
    """Return the purchase report. Purchases Total includes landing costs."""
    total = "Purchases Total,Landing Costs,Product Total,Total Tax,Total (Incl)"
    return table("Purchase Orders and Supplier Credit Notes", PURCHASES, rows_of(snapshot, "PO", "SCN"), total)


def adjustments(snapshot: Snapshot) -> Report:
    """Return the adjustments. An automatic one is Open until somebody completes it."""
    return table("Stock Adjustments", ADJUSTMENTS, rows_of(snapshot, "ADJ"), "Qty Adjusted,Total")


def payments(snapshot: Snapshot) -> Report:
    """Return payments at the register and in the web store, including older ones that are still in no batch."""
    return table("Payments", PAYMENTS, [d for d in rows_of(snapshot, "SO", "CN") if d.method], "Amount")


def valuation(snapshot: Snapshot) -> Report:
    """Return stock at landed cost by the day it moved."""
    products = sorted(snapshot.company.products, key=lambda p: (p.category, p.code))
    rows = [[value(p, snapshot.stock[p.code]) for value in VALUATION.values()] for p in products]
    return Report("Historic Stock Valuations", list(VALUATION), rows, ("SOH", "Stock Value", "Retail Value"))
