"""The Stock on Hand Reconciliation: the expected balance of the ledger's inventory, by accounting date."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from sample.books import Snapshot
from sample.company.documents import ZERO, Document
from sample.exports.omni_reports import Cell, Report, Row
from sample.exports.writing import period_line

HEADER = ["Section", "Reference", "Contact", "Date", "Debit", "Credit", "Balance"]
Effect = tuple[date, str, str, Decimal]  # accounting date, reference, contact, change in the balance


def effects(documents: Iterable[Document], value: Callable[[Document], Decimal]) -> list[Effect]:
    """Return the effects of documents with an accounting date, in order of that date."""
    return sorted((d.booked_on, d.ref, d.contact, value(d)) for d in documents if d.booked_on)


def imported(documents: Iterable[Document], kind: str) -> list[Document]:
    """Return True if the document is synced and not void."""
    return [d for d in documents if d.kind == kind and d.status == "IMPORTED" and not d.void]


def sections(documents: list[Document]) -> dict[str, list[Effect]]:
    """Return the sections for all months."""
    orders, credits_ = imported(documents, "PO"), imported(documents, "SCN")
    landed = [d for d in orders if d.landed and d.uploaded]
    adjusted = [d for d in documents if d.kind == "ADJ" and d.uploaded]
    return {
        "Purchase Orders": effects(orders, lambda d: d.value),
        "Supplier Credit Notes": effects(credits_, lambda d: d.value),
        "Additional Costs": effects(landed, lambda d: d.landed),
        "Stock Adjustments": effects(adjusted, lambda d: d.cost),
    }


def reconciliation(snapshot: Snapshot) -> Report:
    """Return the opening balance, one section per kind of transaction, and the closing balance."""
    month, by_section = snapshot.month, sections(snapshot.documents)
    sold = effects((d for d in snapshot.documents if d.cogs is not None), lambda d: -(d.cogs or ZERO))
    before = sum((e[-1] for es in (*by_section.values(), sold) for e in es if e[0] < month.start), ZERO)
    balance = snapshot.opening_value + before
    rows: list[Row] = [["Opening Balance", None, None, month.previous.end, None, None, balance]]
    total = sum((e[-1] for e in sold if month.holds(e[0])), ZERO)
    for name, entries in {**by_section, "Cost of Goods Sold": [(month.end, f"COGS {month}", "", total)]}.items():
        balance = section(rows, name, [e for e in entries if month.holds(e[0])], balance)
    rows.append(["Closing Balance", None, None, month.end, None, None, balance])
    name = "Stock on Hand Reconciliation"
    return Report(name, HEADER, rows, title=(name, snapshot.company.name, period_line(snapshot.company, month)))


def section(rows: list[Row], name: str, entries: list[Effect], start: Decimal) -> Decimal:
    """Return a section's heading, entries and total, and the balance after them."""
    rows.append([name, *[None] * 6])
    balance = start
    for day, ref, contact, amount in entries:
        balance += amount
        rows.append([None, ref, contact, day, *sides(amount), balance])
    rows.append([f"Total {name}", None, None, None, *sides(balance - start), balance])
    return balance


def sides(amount: Decimal) -> list[Cell]:
    """Return debit and credit."""
    return [amount, None] if amount > 0 else [None, abs(amount)]
