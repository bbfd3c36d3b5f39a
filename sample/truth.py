"""The exact truth of a simulated company, month by month, as tables.

Worked out from the documents, never from the reports that were written of them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from sample.books import Books, stock_value
from sample.causes import SALES, Standing, failing_condition, omni_cause, standings
from sample.checklist import checklist
from sample.documents import ZERO
from sample.findings import Finding, findings
from sample.ledger import Entry, cut, entries, invoices
from sample.months import Month

Table = dict[str, object]
FIELDS = {  # move date, accounting date, number
    "SO": ("Fully Dispatched Date", "Invoice Date", ""),
    "CN": ("Completed Date", "Credit Note Date", "Sales Reference"),
    "PO": ("Fully Received Date", "Invoice Date", "Supplier Inv No"),
    "SCN": ("Completed Date", "Supplier Credit Note Date", "Supplier Credit Note No"),
    "ADJ": ("Completed Date", "Accounting Adjustment Date", ""),
}
CONTROL_SOURCE = {"PO": "Payable Invoice", "SCN": "Payable Credit Note", "SO": "Receivable Invoice"}


@dataclass(frozen=True)
class Close:
    """A month end: documents, findings and ledger as the files of the month show them."""

    books: Books
    month: Month
    documents: list[Standing]
    findings: list[Finding]
    ledger: list[Entry]


def closes(books: Books) -> Iterator[Close]:
    """Every month end; a finding carries the first at which it showed."""
    first: dict[tuple[str, str], Month] = {}
    for month in books.months:
        documents = standings(books.known(month), month.end, books.company)
        found = findings(books, month, documents)
        dated = [replace(f, first=first.setdefault((f.cause, f.ref), month)) for f in found]
        yield Close(books, month, documents, dated, entries(books, month))


def truth(books: Books) -> dict[str, list[Table]]:
    """Rows of every truth file by its name."""
    tables: dict[str, list[Table]] = defaultdict(list)
    before: list[Standing] = []
    for close in closes(books):
        month = str(close.month)
        for name, rows in {
            "balances": [balances(close)],
            "timing": timing(close),
            "cleared_timing": cleared(close, before),
            "missing_fields": missing_fields(close),
            "blank_cogs": blank_cogs(close),
            "findings": rows_of_findings(close),
            "bridge": bridge(close),
            "revenue_bridge": revenue_bridge(close),
            "gl_only": ledger_only(close),
            "checklist": checklist(close.documents, close.findings),
        }.items():
            tables[name] += [{"month": month, **row} for row in rows]
        before = close.documents
    return tables


# ---- documents -----------------------------------------------------------------------------------


def timing(close: Close) -> Iterator[Table]:
    """Documents with exactly one of their two dates by the month end."""
    for s in close.documents:
        if s.direction:
            yield {**dates(s), "class": s.direction, "cause_id": omni_cause(s), "value": s.stock_value}


def dates(s: Standing) -> Table:
    """The document and its two dates."""
    d = s.document
    return {"doc_type": d.kind, "ref": d.ref, "move_date": d.moved_on, "acct_date": d.booked_on}


def cleared(close: Close, before: list[Standing]) -> Iterator[Table]:
    """Straddling a month ago, no longer."""
    was = {s.document.ref: s.direction for s in before if s.direction}
    for s in close.documents:
        if s.document.ref in was and not s.direction:
            yield {**dates(s), "previous_class": was[s.document.ref]}


def missing_fields(close: Close) -> Iterator[Table]:
    """Empty fields of documents that have their other date."""
    for s in close.documents:
        d = s.document
        move, account, number = FIELDS[d.kind]
        blank = {move: d.moved_on is None, account: d.booked_on is None, number: bool(number) and not d.number}
        if not d.void and (s.touched or s.open_automatic):
            yield from (
                {"doc_type": d.kind, "ref": d.ref, "missing_field": f} for f, is_blank in blank.items() if is_blank
            )


def blank_cogs(close: Close) -> Iterator[Table]:
    """Sales and credit notes with a date and no COGS."""
    for s in close.documents:
        d = s.document
        condition = failing_condition(s)
        if d.kind in SALES and not d.void and s.touched and condition:
            in_file = close.month.holds(d.moved_on) or close.month.holds(d.booked_on)
            yield {
                "doc_type": d.kind,
                "order_ref": d.ref,
                "failing_condition": condition,
                "true_missing_cogs": d.cost if s.moved else ZERO,
                "in_month_file": flag(in_file),
            }


def flag(value: bool) -> str:
    """Y or N."""
    return "Y" if value else "N"


# ---- causes --------------------------------------------------------------------------------------


def rows_of_findings(close: Close) -> Iterator[Table]:
    """All columns of findings.csv."""
    from sample.findings import ACCEPT

    for f in close.findings:
        yield {
            "cause_id": f.cause,
            "doc_type": f.doc_type,
            "ref": f.ref,
            "amount": f.amount,
            "timing": f.timing,
            "direction": f.direction,
            "kind": f.kind(close.month),
            "first_month": f.first,
            "leg1_amount": f.leg1,
            "leg2_amount": f.leg2,
            "revenue_amount": f.revenue,
            "row_in_month_files": flag(f.in_files),
            "also": f.also,
            "accept": ACCEPT.get(f.cause, ""),
            "amount_basis": f.basis,
            "note": f.note,
        }


def bridge(close: Close) -> Iterator[Table]:
    """Sum of the effects by leg and cause."""
    for leg, effects in {
        "hsv_to_sohr": ((f.cause, f.leg1) for f in close.findings),
        "sohr_to_gl": ((f.cause, f.leg2) for f in close.findings),
    }.items():
        yield from ({"leg": leg, **row} for row in summed(effects))


def revenue_bridge(close: Close) -> Iterable[Table]:
    """Sum of the effects on the month's revenue by cause."""
    return summed((f.cause, f.revenue) for f in close.findings)


def summed(effects: Iterable[tuple[str, Decimal]]) -> Iterator[Table]:
    """By cause, without causes of nil."""
    sums: Counter[str] = Counter()
    for cause, amount in effects:
        sums[cause] += amount  # type: ignore[assignment] # money in a Counter
    yield from ({"cause_id": cause, "amount": amount} for cause, amount in sorted(sums.items()) if amount)


# ---- balances ------------------------------------------------------------------------------------


def balances(close: Close) -> Table:
    """The three balances, COGS and sales in both systems, and the control accounts."""
    books, month, ledger = close.books, close.month, close.ledger
    hsv = stock_value(books.closing[month])
    opening, closing = reconciled(close, before=True), reconciled(close, before=False)
    inventory = books.opening_value + total(e for e in ledger if e.role == "inventory" and e.on <= month.end)
    movement = {role: total(e for e in ledger if e.role == role and month.holds(e.on)) for role in ("cogs", "revenue")}
    control = {
        role: total(e for e in ledger if e.role == role and e.on <= month.end) for role in ("receivable", "payable")
    }
    sales = [s.document for s in close.documents if s.document.kind in SALES and not s.document.void]
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
    """On inventory, before the month."""
    return entry.role == "inventory" and entry.on < month.start


def total(lines: Iterable[Entry]) -> Decimal:
    """Debits less credits."""
    return sum((e.amount for e in lines), ZERO)


def reconciled(close: Close, before: bool) -> Decimal:
    """What the Stock on Hand Reconciliation holds before the month, or at its end."""
    day = close.month.previous.end if before else close.month.end
    own = (replace(s, day=day).reconciled for s in close.documents)
    return close.books.opening_value + sum(own, ZERO)


def ledger_only(close: Close) -> Iterator[Table]:
    """Ledger lines of the month without an Omni document behind them."""
    for s in close.books.strays:
        if close.month.holds(s.on):
            yield ledger_line(s.cause, "inventory", s.on, s.source, s.reference, s.description, s.amount)
    void = {s.document.ref: s.document for s in close.documents if s.document.void}
    for i in invoices(close.books, close.month):
        if i.document in void and close.month.holds(i.on):
            cause, role, sign = ("S22", "revenue", -1) if i.kind == "SO" else ("P23", "inventory", 1)
            text = f"{i.contact} - {'Sales' if i.kind == 'SO' else i.document}"
            yield ledger_line(cause, role, i.on, CONTROL_SOURCE[i.kind], i.reference, text, sign * i.net)


def ledger_line(*values: object) -> Table:
    """Columns of gl_only.csv."""
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
