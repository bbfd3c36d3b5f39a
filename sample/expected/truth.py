"""The exact errors in a simulated company, month by month, as tables.

They are derived from the documents, never from the exported reports.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from sample.books import Books
from sample.company.documents import ZERO, Document
from sample.expected.causes import SALES, Standing, failing_condition, omni_cause
from sample.expected.checklist import checklist
from sample.expected.findings import ACCEPT
from sample.expected.month_ends import MonthEnd, Table, balances, ledger_only, month_ends

FIELDS = {  # move date, accounting date, number
    "SO": ("Fully Dispatched Date", "Invoice Date", ""),
    "CN": ("Completed Date", "Credit Note Date", "Sales Reference"),
    "PO": ("Fully Received Date", "Invoice Date", "Supplier Inv No"),
    "SCN": ("Completed Date", "Supplier Credit Note Date", "Supplier Credit Note No"),
    "ADJ": ("Completed Date", "Accounting Adjustment Date", ""),
}


def truth(books: Books) -> dict[str, list[Table]]:
    """Return the rows of every truth file: name -> rows."""
    tables: dict[str, list[Table]] = defaultdict(list)
    before: list[Standing] = []
    for month_end in month_ends(books):
        month = str(month_end.month)
        for name, rows in {
            "balances": [balances(month_end)],
            "timing": timing(month_end),
            "cleared_timing": cleared(month_end, before),
            "missing_fields": missing_fields(month_end),
            "blank_cogs": blank_cogs(month_end),
            "findings": rows_of_findings(month_end),
            "bridge": bridge(month_end),
            "revenue_bridge": revenue_bridge(month_end),
            "gl_only": ledger_only(month_end),
            "checklist": checklist(books.at(month_end.month), month_end.documents, month_end.findings),
        }.items():
            tables[name] += [{"month": month, **row} for row in rows]
        before = month_end.documents
    return tables


# ---- documents -----------------------------------------------------------------------------------


def timing(month_end: MonthEnd) -> Iterator[Table]:
    """Return documents with exactly one of their two dates by the month end."""
    for s in month_end.documents:
        if s.direction:
            yield {**dates(s), "class": s.direction, "cause_id": omni_cause(s), "value": s.stock_value}


def dates(s: Standing) -> Table:
    """Return the document and its two dates."""
    d = s.document
    return {"doc_type": d.kind, "ref": d.ref, "move_date": d.moved_on, "acct_date": d.booked_on}


def cleared(month_end: MonthEnd, before: list[Standing]) -> Iterator[Table]:
    """Return documents that straddled a month ago but no longer do."""
    was = {s.document.ref: s.direction for s in before if s.direction}
    for s in month_end.documents:
        if s.document.ref in was and not s.direction:
            yield {**dates(s), "previous_class": was[s.document.ref]}


def missing_fields(month_end: MonthEnd) -> Iterator[Table]:
    """Return the empty fields of documents that have their other date."""
    for s in month_end.documents:
        d = s.document
        if not d.void and (s.touched or s.open_automatic):
            yield from ({"doc_type": d.kind, "ref": d.ref, "missing_field": name} for name in blanks(d))


def blanks(d: Document) -> Iterator[str]:
    """Return the names of its empty fields."""
    move, account, number = FIELDS[d.kind]
    for name, value in ((move, d.moved_on), (account, d.booked_on), (number, d.number)):
        if name and not value:
            yield name


def blank_cogs(month_end: MonthEnd) -> Iterator[Table]:
    """Return sales and credit notes with a date but no COGS."""
    for s in month_end.documents:
        d = s.document
        condition = failing_condition(s)
        if d.kind in SALES and not d.void and s.touched and condition:
            in_file = month_end.month.holds(d.moved_on) or month_end.month.holds(d.booked_on)
            yield {
                "doc_type": d.kind,
                "order_ref": d.ref,
                "failing_condition": condition,
                "true_missing_cogs": d.cost if s.moved else ZERO,
                "in_month_file": flag(in_file),
            }


def flag(value: bool) -> str:
    """Format a flag as Y or N."""
    return "Y" if value else "N"


# ---- causes --------------------------------------------------------------------------------------


def rows_of_findings(month_end: MonthEnd) -> Iterator[Table]:
    """Return every column of findings.csv."""
    for f in month_end.findings:
        yield {
            "cause_id": f.cause,
            "doc_type": f.doc_type,
            "ref": f.ref,
            "amount": f.amount,
            "timing": f.timing,
            "direction": f.direction,
            "kind": f.kind(month_end.month),
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


def bridge(month_end: MonthEnd) -> Iterator[Table]:
    """Return the sum of the effects by leg and cause."""
    for leg, effects in {
        "hsv_to_sohr": ((f.cause, f.leg1) for f in month_end.findings),
        "sohr_to_gl": ((f.cause, f.leg2) for f in month_end.findings),
    }.items():
        yield from ({"leg": leg, **row} for row in summed(effects))


def revenue_bridge(month_end: MonthEnd) -> Iterable[Table]:
    """Return the sum of the effects on the month's revenue by cause."""
    return summed((f.cause, f.revenue) for f in month_end.findings)


def summed(effects: Iterable[tuple[str, Decimal]]) -> Iterator[Table]:
    """Return the sums by cause, without causes that sum to zero."""
    sums: Counter[str] = Counter()
    for cause, amount in effects:
        sums[cause] += amount  # type: ignore[assignment] # money in a Counter
    yield from ({"cause_id": cause, "amount": amount} for cause, amount in sorted(sums.items()) if amount)
