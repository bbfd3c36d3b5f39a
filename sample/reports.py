"""The Omni reports of a month as tables: what stands in them, not how it is written."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sample.books import Books
from sample.documents import ZERO, Document
from sample.months import Month

Cell = str | int | date | Decimal | None
Row = list[Cell]
STATUS = {
    "IMPORTED": "Imported",
    "NOT_IMPORTED": "Not Imported Yet Or Reset For Re-import",
    "ERROR": "Error",
    "DO_NOT_IMPORT": "Do Not Import",
}
NAMES = {"SO": "Sales Order", "CN": "Credit Note"}


@dataclass(frozen=True)
class Report:
    """`title` rows stand above the header; `total` names the columns that the last row adds up."""

    name: str
    header: tuple[str, ...]
    rows: list[Row]
    total: tuple[str, ...] = ()
    title: tuple[str, ...] = ()

    def grand_total(self) -> Row:
        """The row that Omni adds at the end."""
        row: Row = [None] * len(self.header)
        for column in self.total:
            i = self.header.index(column)
            row[i] = sum((r[i] or 0 for r in self.rows), 0)  # type: ignore[misc] # a total adds numbers
        return ["Grand Total", *row[1:]]


def omni_reports(books: Books, month: Month) -> list[Report]:
    """Everything that is exported from Omni at the end of the month."""
    known = books.known(month)
    return [write(books, month, known) for write in (sales, cogs, purchases, adjustments, payments, valuation, stock)]


def listed(document: Document, month: Month) -> bool:
    """A report shows documents of the month and those of earlier months that were not finished before it."""
    dates = (document.moved_on, document.booked_on)
    open_before = any(day is None or day >= month.start for day in dates) or unsettled(document)
    return document.created >= month.start or open_before


def unsettled(document: Document) -> bool:
    """Both dates stand, and still somebody has to look."""
    if document.kind == "ADJ":
        return not document.uploaded
    excluded = document.status == "DO_NOT_IMPORT" and not document.batch_ref
    return document.qty != document.qty_moved or document.status in ("NOT_IMPORTED", "ERROR") or excluded


def of_kinds(known: Iterable[Document], month: Month, *kinds: str) -> list[Document]:
    """Listed documents in the order in which Omni shows them. A void sale disappears, a void purchase stays."""
    shown = [d for d in known if d.kind in kinds and listed(d, month) and not (d.void and "SO" in kinds)]
    return sorted(shown, key=lambda d: (d.created, d.ref))


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """With one decimal."""
    return (100 * part / whole).quantize(Decimal("0.1")) if whole else Decimal("0.0")


def sales(books: Books, month: Month, known: list[Document]) -> Report:
    """Cost is there from the start: provisional until dispatch."""
    header = (
        "Created Date,Order Ref,Customer,Full Dispatched / Completed Date,Invoice / Credit Note Date,Invoice Status,"
        "Payment Batch Reference,Qty Ordered,Qty Dispatched,Sales (Incl),Sales Tax,Sales,Cost,Gross Profit,GP%,"
        "Sales Reference"
    ).split(",")
    rows: list[Row] = [
        [d.created, d.ref, d.contact, d.moved_on, d.booked_on, STATUS[d.status], d.batch_ref, d.qty, d.qty_moved]
        + [d.total, d.tax, d.value, d.cost, d.value - d.cost, percent(d.value - d.cost, d.value)]
        + [d.number if d.kind == "CN" else None]
        for d in of_kinds(known, month, "SO", "CN")
    ]
    total = ("Qty Ordered", "Qty Dispatched", "Sales (Incl)", "Sales Tax", "Sales", "Cost", "Gross Profit")
    return Report("Sales Orders and Credit Notes", tuple(header), rows, total)


def cogs(books: Books, month: Month, known: list[Document]) -> Report:
    """Invoiced or dispatched in the month."""
    shown = [
        d for d in known if d.kind in NAMES and not d.void and (month.holds(d.booked_on) or month.holds(d.moved_on))
    ]
    shown.sort(key=lambda d: (d.booked_on or date.max, d.ref))
    rows: list[Row] = [
        [d.booked_on, d.ref, STATUS[d.status], d.value, d.cogs, profit, percent(profit, d.value)]
        for d in shown
        for profit in [d.value - (d.cogs or ZERO)]
    ]
    header = ("Invoice Date", "Order Ref", "Accounting Invoice Status", "Sales", "COGS", "Gross Profit", "GP%")
    return Report("COGS Breakdown", header, rows, ("Sales", "COGS", "Gross Profit"))


def purchases(books: Books, month: Month, known: list[Document]) -> Report:
    """Purchases Total is landed: products and landing costs."""
    header = (
        "Created Date,Order Ref,Supplier,Supplier Inv No,Full Received / Completed Date,"
        "Invoice / Supplier Credit Note Date,PO Status,Qty Ordered,Qty Received,Purchases Total,Landing Costs,"
        "Product Total,Total Tax,Total (Incl),Accounting Status"
    ).split(",")
    rows: list[Row] = [
        [d.created, d.ref, d.contact, d.number, d.moved_on, d.booked_on, "Void" if d.void else "Approved"]
        + [d.qty, d.qty_moved, d.value + d.landed, d.landed, d.value, d.tax, d.total, STATUS[d.status]]
        for d in of_kinds(known, month, "PO", "SCN")
    ]
    total = ("Purchases Total", "Landing Costs", "Product Total", "Total Tax", "Total (Incl)")
    return Report("Purchase Orders and Supplier Credit Notes", tuple(header), rows, total)


def adjustments(books: Books, month: Month, known: list[Document]) -> Report:
    """An automatic one is Open until somebody completes it."""
    header = (
        "Created Date,Reference,Source,Reason,Branch,Completed Date,Accounting Adjustment Date,Status,Qty Adjusted,Total"
    ).split(",")
    rows: list[Row] = [
        [d.created, d.ref, d.source, d.number, d.branch, d.moved_on, d.booked_on]
        + ["Completed" if d.moved_on else "Open", d.qty, d.cost]
        for d in of_kinds(known, month, "ADJ")
    ]
    return Report("Stock Adjustments", tuple(header), rows, ("Qty Adjusted", "Total"))


def payments(books: Books, month: Month, known: list[Document]) -> Report:
    """Money taken at the till and in the web store; older payments while they are in no batch."""
    header = (
        "Payment Date,Order Ref,Order Type,Source,Branch,Payment Method,Amount,Batch Reference,Reconcile Date"
    ).split(",")
    shown = [d for d in known if d.method and not d.void and listed(d, month)]
    rows: list[Row] = [
        [d.created, d.ref, NAMES[d.kind], d.source, d.branch, d.method, d.total, d.batch_ref]
        + [d.booked_on if d.batch_ref else None]
        for d in sorted(shown, key=lambda d: (d.created, d.ref))
    ]
    return Report("Payments", tuple(header), rows, ("Amount",))


def valuation(books: Books, month: Month, known: list[Document]) -> Report:
    """Stock at landed cost by the day it moved."""
    held = books.closing[month]
    rows: list[Row] = [
        [p.category, p.code, p.name, held[p.code].qty, held[p.code].value, p.price * held[p.code].qty]
        for p in sorted(books.company.products, key=lambda p: (p.category, p.code))
    ]
    header = ("Category", "Product Code", "Product Name", "SOH", "Stock Value", "Retail Value")
    return Report("Historic Stock Valuations", header, rows, ("SOH", "Stock Value", "Retail Value"))


# ---- Stock on Hand Reconciliation ----------------------------------------------------------------


def bills(known: list[Document]) -> list[tuple[Document, Decimal]]:
    """Imported purchases and what they are worth."""
    return [(d, d.value) for d in known if d.kind == "PO" and d.status == "IMPORTED" and not d.void]


def supplier_credits(known: list[Document]) -> list[tuple[Document, Decimal]]:
    """Imported supplier credit notes, negative."""
    return [(d, d.value) for d in known if d.kind == "SCN" and d.status == "IMPORTED" and not d.void]


def landed_costs(known: list[Document]) -> list[tuple[Document, Decimal]]:
    """Uploaded landed cost of imported purchases."""
    return [(d, d.landed) for d, _ in bills(known) if d.landed and d.uploaded]


def journals(known: list[Document]) -> list[tuple[Document, Decimal]]:
    """Adjustments dated and uploaded."""
    return [(d, d.cost) for d in known if d.kind == "ADJ" and d.booked_on and d.uploaded]


SECTIONS: dict[str, Callable[[list[Document]], list[tuple[Document, Decimal]]]] = {
    "Purchase Orders": bills,
    "Supplier Credit Notes": supplier_credits,
    "Additional Costs": landed_costs,
    "Stock Adjustments": journals,
}


def cost_of_sales(known: Iterable[Document]) -> list[tuple[Document, Decimal]]:
    """Documents with COGS."""
    return [(d, d.cogs) for d in known if d.kind in NAMES and d.cogs is not None]


def stock(books: Books, month: Month, known: list[Document]) -> Report:
    """Opening balance, one section per kind of transaction, closing balance; by accounting date."""
    sections = {name: collect(known) for name, collect in SECTIONS.items()}
    cogs_before = sum((amount for d, amount in cost_of_sales(known) if (d.booked_on or date.max) < month.start), ZERO)
    before = sum((v for found in sections.values() for d, v in found if (d.booked_on or date.max) < month.start), ZERO)
    balance = books.opening_value + before - cogs_before
    rows: list[Row] = [["Opening Balance", None, None, month.previous.end, None, None, balance]]
    for name, found in sections.items():
        movements = [(d.booked_on, d.ref, d.contact, v) for d, v in found if month.holds(d.booked_on)]
        entries = [(ref, contact, day, v) for day, ref, contact, v in sorted(movements, key=lambda m: (m[0], m[1]))]
        balance = section(rows, name, entries, balance)
    total = sum((amount for d, amount in cost_of_sales(known) if month.holds(d.booked_on)), ZERO)
    balance = section(rows, "Cost of Goods Sold", [(f"COGS {month}", "", month.end, -total)], balance)
    rows.append(["Closing Balance", None, None, month.end, None, None, balance])
    header = ("Section", "Reference", "Contact", "Date", "Debit", "Credit", "Balance")
    title = ("Stock on Hand Reconciliation", books.company.name, period_line(books, month))
    return Report("Stock on Hand Reconciliation", header, rows, title=title)


def section(
    rows: list[Row], name: str, entries: list[tuple[str, str, date | None, Decimal]], balance: Decimal
) -> Decimal:
    """Its heading, entries and total; the balance after them."""
    rows.append([name, *[None] * 6])
    start = balance
    for ref, contact, day, amount in entries:
        balance += amount
        rows.append([None, ref, contact, day, *sides(amount), balance])
    rows.append([f"Total {name}", None, None, None, *sides(balance - start), balance])
    return balance


def sides(amount: Decimal) -> list[Cell]:
    """Debit and credit."""
    return [amount, None] if amount > 0 else [None, abs(amount)]


def period_line(books: Books, month: Month) -> str:
    """As the accounting packages write it too."""
    first, last = long_day(books, month.start), long_day(books, month.end)
    return f"For the period {first} to {last}"


def long_day(books: Books, day: date) -> str:
    """In full, in the order of the country."""
    month_first = books.company.date_order == "month-first"
    return f"{day:%B} {day.day}, {day.year}" if month_first else f"{day.day} {day:%B} {day.year}"
