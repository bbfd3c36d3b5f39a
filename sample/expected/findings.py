"""One row per document and cause at a month end, with its effect on each leg of the bridge."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sample.books import Books
from sample.company.documents import ZERO
from sample.company.months import Month
from sample.expected.causes import SALES, Standing, ledger_cause, omni_cause
from sample.exports.ledger_entries import missed
from sample.exports.omni_reports import listed
from sample.faults.ledger_faults import Stray

TIMING = {
    "T": "S01 S03 S15 S21 C01 P01 P02 P03 P19 P20 A02",
    "T>P": "S02 S04 C02 C03",
    "T/P": "S16",
}
ACCEPT = {
    "A01": "A02",
    "C01": "S03",
    "C02": "S03",
    "C04": "S05",
    "G02": "G01 P14",
    "P02": "P04",
    "P04": "P01 P02",
    "P06": "S14",
    "P10": "P24",
    "P24": "P02 P10",
    "G05": "G01",
    "S11": "S12 S13",
    "S02": "S04",
    "S05": "S14",
    "S06": "S26",
    "S15": "S01 C01",
    "S16": "S01 S05",
    "S21": "S22 S19",
    "S22": "S19 S23",
}
NOT_TIMING = ("S15", "S16", "C04", "P24")


@dataclass(frozen=True)
class Finding:
    """A finding. `amount` is the value at issue. The three effects are signed and add up to the gaps."""

    cause: str
    doc_type: str
    ref: str
    amount: Decimal
    direction: str = ""
    leg1: Decimal = ZERO
    leg2: Decimal = ZERO
    revenue: Decimal = ZERO
    in_files: bool = True
    first: Month | None = None
    note: str = ""

    @property
    def timing(self) -> str:
        """The timing in the catalogue. It is permanent unless stated otherwise."""
        return next((t for t, causes in TIMING.items() if self.cause in causes.split()), "P")

    def kind(self, month: Month) -> str:
        """The kind of difference. A straddle that already existed a month ago is overdue."""
        if self.cause == "S24":
            return "info"
        if not self.direction or self.cause in NOT_TIMING:
            return "error"
        return "timing" if self.first == month else "overdue"

    @property
    def also(self) -> str:
        """The more general cause that the row also matches."""
        plain = {"P24": "P02", "S16": "S01", "S15": "C01" if self.doc_type == "CN" else "S01"}
        return plain.get(self.cause, "")

    @property
    def basis(self) -> str:
        """The accuracy with which the amount can be computed from the files."""
        return {"S09": "estimate", "S10": "estimate", "P04": "pro rata"}.get(self.cause, "exact")


def findings(books: Books, month: Month, documents: list[Standing]) -> list[Finding]:
    """Return all findings open at the month end, including older ones."""
    found = [f for s in documents for f in (*in_omni(s, month), *in_ledger(s, month))]
    day = books.exported_on(month)
    found += [of_stray(s, month, documents) for s in books.strays if s.on <= month.end and s.entered_by(day)]
    found += of_journal(documents, month) if month in books.stale else []
    return sorted(found, key=lambda f: (f.cause, f.doc_type, f.ref))


def in_omni(s: Standing, month: Month) -> Iterator[Finding]:
    """Return the effect on the first leg, and on revenue if the ledger lacks the sale."""
    d = s.document
    if cause := omni_cause(s):
        leg1 = s.in_stock - s.reconciled
        revenue = ZERO
        if d.kind in SALES and month.holds(d.booked_on):
            missing = d.status != "IMPORTED" and not d.batch_ref
            revenue = d.value if missing else -d.value if cause == "S08" else ZERO
        timing_value = s.stock_value if s.direction else ZERO
        amount = (
            timing_value
            or abs(leg1)
            or abs(revenue)
            or (abs(d.value) if cause in ("S07", "S08", "S16") else abs(d.cost))
        )
        yield Finding(cause, d.kind, d.ref, amount, s.direction, leg1, ZERO, revenue, listed(d, month))


def in_ledger(s: Standing, month: Month) -> Iterator[Finding]:
    """Return the effect on the second leg or on revenue."""
    d, slip = s.document, s.document.posting
    if cause := ledger_cause(s):
        missing = slip.state != "posted"
        absent = d.value if missing else -d.value if d.void else -d.value * (slip.copies - 1) - slip.shift
        revenue = absent if d.kind in SALES and month.holds(d.booked_on) else ZERO
        if cause == "S21" and not (month.holds(slip.on) and month.holds(d.booked_on)):
            revenue = d.value * (month.holds(d.booked_on) - month.holds(slip.on))
        leg2 = absent if d.kind not in SALES else ZERO
        amount = abs(slip.shift) or abs(d.value)
        in_files = listed(d, month) and not (d.void and d.kind in SALES)
        yield Finding(cause, d.kind, d.ref, amount, "", ZERO, leg2, revenue, in_files, note=note(s))


def of_journal(documents: list[Standing], month: Month) -> Iterator[Finding]:
    """Return the COGS for the last few days, which the month's journal lacks."""
    late = [s for s in documents if s.document.kind in SALES and missed(s.document, month)]
    effect = sum((s.reconciled for s in late), ZERO)
    if effect:
        yield Finding("S11", "COGS", f"COGS-{month}", abs(effect), leg2=effect, note=f"journal of {month} is stale")


def note(s: Standing) -> str:
    """Return the side on which the document is void."""
    if s.document.void:
        return "void in Omni"
    return "void in ledger" if s.document.posting.state == "voided" else ""


def of_stray(stray: Stray, month: Month, documents: list[Standing]) -> Finding:
    """Return the finding for a stray line. A bill keyed by hand belongs to the order that it duplicates."""
    order = next((s.document for s in documents if s.document.ref == stray.document), None)
    in_files = listed(order, month) if order else month.holds(stray.on)
    doc_type, ref = ("PO", stray.document) if stray.document else ("GL", stray.reference)
    effect = -stray.amount
    return Finding(stray.cause, doc_type, ref, abs(effect), "", ZERO, effect, ZERO, in_files, note=stray.description)
