"""The exact truth of a simulated company, month by month, as tables.

Worked out from the documents, never from the reports that were written of them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from sample.books import Books
from sample.company.documents import ZERO, Document
from sample.expected.causes import SALES, Standing, failing_condition, omni_cause
from sample.expected.checklist import checklist
from sample.expected.closes import Close, Table, balances, closes, ledger_only
from sample.expected.findings import ACCEPT

FIELDS = {  # move date, accounting date, number
    "SO": ("Fully Dispatched Date", "Invoice Date", ""),
    "CN": ("Completed Date", "Credit Note Date", "Sales Reference"),
    "PO": ("Fully Received Date", "Invoice Date", "Supplier Inv No"),
    "SCN": ("Completed Date", "Supplier Credit Note Date", "Supplier Credit Note No"),
    "ADJ": ("Completed Date", "Accounting Adjustment Date", ""),
}


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
            "checklist": checklist(books.at(close.month), close.documents, close.findings),
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
        if not d.void and (s.touched or s.open_automatic):
            yield from ({"doc_type": d.kind, "ref": d.ref, "missing_field": name} for name in blanks(d))


def blanks(d: Document) -> Iterator[str]:
    """Names of its empty fields."""
    move, account, number = FIELDS[d.kind]
    for name, value in ((move, d.moved_on), (account, d.booked_on), (number, d.number)):
        if name and not value:
            yield name


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
