"""A month end, and the balances in both systems on that date."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from sample.books import Books, stock_value
from sample.company.documents import ZERO
from sample.company.months import Month
from sample.expected.causes import SALES, Standing, standings
from sample.expected.findings import Finding, findings
from sample.exports.ledger_entries import Entry, entries, invoices

Table = Mapping[str, object]
CONTROL_SOURCE = {"PO": "Payable Invoice", "SO": "Receivable Invoice"}


@dataclass(frozen=True)
class MonthEnd:
    """A month end: documents, findings and ledger as shown in the month's files."""

    books: Books
    month: Month
    documents: list[Standing]
    findings: list[Finding]
    ledger: list[Entry]


def month_ends(books: Books) -> Iterator[MonthEnd]:
    """Return every month end. A finding keeps the first month end at which it appeared."""
    first: dict[tuple[str, str], Month] = {}
    for month in books.months:
        documents = standings(books.at(month))
        month_findings = findings(books, month, documents)
        dated = [replace(f, first=first.setdefault((f.cause, f.ref), month)) for f in month_findings]
        yield MonthEnd(books, month, documents, dated, entries(books, month))


def balances(month_end: MonthEnd) -> Table:
    """Return the three balances, COGS and sales in both systems, and the control accounts."""
    books, month, ledger = month_end.books, month_end.month, month_end.ledger
    hsv = stock_value(books.closing[month])
    opening, closing = reconciled(month_end, before=True), reconciled(month_end, before=False)
    inventory = books.opening_value + total(e for e in ledger if e.role == "inventory" and e.on <= month.end)
    movement = {role: total(e for e in ledger if e.role == role and month.holds(e.on)) for role in ("cogs", "revenue")}
    control = {
        role: total(e for e in ledger if e.role == role and e.on <= month.end) for role in ("receivable", "payable")
    }
    sales = [s.document for s in month_end.documents if s.document.kind in SALES and not s.document.void]
    dated = [d for d in sales if month.holds(d.booked_on)]
    return {
        "month_end": month.end,
        "export_day": books.exported_on(month),
        "hsv": hsv,
        "sohr_opening": opening,
        "sohr_closing": closing,
        "gl_inventory_opening": books.opening_value + total(e for e in ledger if is_before(e, month)),
        "gl_inventory": inventory,
        "hsv_minus_sohr": hsv - closing,
        "sohr_minus_gl": closing - inventory,
        "cin7_cogs": sum((d.cogs or ZERO for d in dated), ZERO),
        "gl_cogs": movement["cogs"],
        "cin7_sales": sum((d.value for d in dated), ZERO),
        "gl_revenue": -movement["revenue"],
        "gl_ar": control["receivable"],
        "gl_ap": -control["payable"],
        "lock_date": None,
    }


def is_before(entry: Entry, month: Month) -> bool:
    """Return True for an inventory line dated before the month."""
    return entry.role == "inventory" and entry.on < month.start


def total(lines: Iterable[Entry]) -> Decimal:
    """Return debits less credits."""
    return sum((e.amount for e in lines), ZERO)


def reconciled(month_end: MonthEnd, before: bool) -> Decimal:
    """Return the balance in the Stock on Hand Reconciliation before the month, or at its end."""
    day = month_end.month.previous.end if before else month_end.month.end
    own = (replace(s, day=day).reconciled for s in month_end.documents)
    return month_end.books.opening_value + sum(own, ZERO)


def ledger_only(month_end: MonthEnd) -> Iterator[Table]:
    """Return the month's ledger lines without an Omni document behind them."""
    for s in month_end.books.strays:
        if month_end.month.holds(s.entered or s.on):
            line = (s.cause, "inventory", s.on, s.source, s.reference, s.description, s.amount)
            yield {
                **ledger_line(*line),
                "posted": s.entered or s.on,
                "visible_in_month_file": "N" if s.entered else "Y",
            }
    void = {s.document.ref: s.document for s in month_end.documents if s.document.void}
    for i in invoices(month_end.books, month_end.month):
        if i.document in void and month_end.month.holds(i.on):
            cause, role, sign = ("S22", "revenue", -1) if i.kind == "SO" else ("P23", "inventory", 1)
            text = f"{i.contact} - {'Sales' if i.kind == 'SO' else i.document}"
            yield ledger_line(cause, role, i.on, CONTROL_SOURCE[i.kind], i.reference, text, sign * i.net)


def ledger_line(*values: object) -> Table:
    """Return the columns of gl_only.csv."""
    cause, role, on, source, reference, description, amount = values
    return {
        "cause_id": cause,
        "account_role": role,
        "gl_date": on,
        "posted": on,
        "source": source,
        "reference": reference,
        "description": description,
        "debit_minus_credit": amount,
        "visible_in_month_file": "Y",
    }
