"""The cause in the catalogue that explains a document at a month end, judged from the files."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sample.books import Snapshot
from sample.company.documents import ZERO, Document
from sample.company.profiles import Company

MOVED_ONLY, ACCOUNTED_ONLY = "moved_only", "accounted_only"
SALES, PURCHASES = ("SO", "CN"), ("PO", "SCN")


@dataclass(frozen=True)
class Standing:
    """A document at the month end `day`. Later dates do not count, and dates missing from the files are blank."""

    document: Document
    day: date
    company: Company
    copied: bool = False  # never received, and another order has the same supplier's number

    @property
    def moved(self) -> bool:
        """True if stock moved by the month end."""
        return self.document.moved_on is not None and self.document.moved_on <= self.day

    @property
    def booked(self) -> bool:
        """True if it has an accounting date by the month end, in any status."""
        return self.document.booked_on is not None and self.document.booked_on <= self.day

    @property
    def touched(self) -> bool:
        """True if moved or booked."""
        return self.moved or self.booked

    @property
    def open_automatic(self) -> bool:
        """True for an automatic adjustment that nobody has completed."""
        return self.document.source == "Auto" and self.document.moved_on is None

    @property
    def direction(self) -> str:
        """The direction of a straddling document, or blank unless exactly one of its dates is by the month end."""
        if self.document.void or self.open_automatic or self.moved == self.booked:
            return ""
        return MOVED_ONLY if self.moved else ACCOUNTED_ONLY

    @property
    def short(self) -> bool:
        """True if only part of the order has moved."""
        return self.document.qty_moved not in (0, self.document.qty)

    @property
    def is_web(self) -> bool:
        """True if it is waiting for a web batch."""
        return self.document.source == "Web store" and self.company.batches_sales

    # ---- money -----------------------------------------------------------------------------------

    @property
    def stock_value(self) -> Decimal:
        """Return the landed value of its stock, moved or not, which is never negative."""
        d = self.document
        return abs(d.value + d.landed) if d.kind in PURCHASES else abs(d.cost)

    @property
    def in_stock(self) -> Decimal:
        """Return its effect on the stock valuation."""
        d = self.document
        if d.void or d.stock_day is None or d.stock_day > self.day:
            return ZERO
        if d.kind in SALES:
            return -d.cost
        return d.cost if d.kind == "ADJ" else d.received + d.landed

    @property
    def reconciled(self) -> Decimal:
        """Return its effect on the Stock on Hand Reconciliation."""
        d = self.document
        if d.void or not self.booked:
            return ZERO
        if d.kind in SALES:
            return -(d.shown_cost or ZERO) if failing_condition(self) == "" else ZERO
        if d.kind == "ADJ":
            return d.cost if d.uploaded else ZERO
        if d.status != "IMPORTED":
            return ZERO
        return d.value + (d.landed if d.uploaded else ZERO)


def failing_condition(s: Standing) -> str:
    """Return the reason a sale or credit note has no COGS, or '' if it has COGS."""
    d = s.document
    tests = (
        ("not_fully_dispatched" if d.kind == "SO" else "not_completed", d.moved_on is None),
        ("no_invoice_date" if d.kind == "SO" else "no_credit_note_date", d.booked_on is None),
        ("qty_mismatch", d.qty != d.qty_moved),
        ("status_error", d.outcome == "ERROR"),
        ("status_not_imported", d.outcome == "NOT_IMPORTED"),
        ("eligible_but_zero", d.costing == "zero"),
        ("eligible_but_blank", d.costing == "blank"),
    )
    return next((name for name, holds in tests if holds), "")


def order_causes(s: Standing) -> list[tuple[str, bool]]:
    """Return the causes of a sales order in order of precedence. The first that applies is the primary cause."""
    d = s.document
    return [
        ("S15", d.source == "POS" and s.moved and d.booked_on is None),
        ("S16", s.is_web and d.booked_on is None and d.status == "NOT_IMPORTED" and not d.batch_ref),
        ("S02", s.booked and d.moved_on is None),
        ("S04", s.touched and s.short),
        ("S06", s.touched and d.status == "ERROR"),
        ("S05", s.booked and d.status == "NOT_IMPORTED"),
        ("S01", s.moved and d.booked_on is None),
        ("S03", s.moved != s.booked),
        ("S09", s.booked and failing_condition(s).startswith("eligible")),
        ("S10", s.booked and d.costing in ("times12", "negative")),
        ("S07", s.booked and d.status == "DO_NOT_IMPORT" and not d.batch_ref),
        ("S08", s.booked and d.status == "IMPORTED" and d.batch_ref != ""),
    ]


def credit_causes(s: Standing) -> list[tuple[str, bool]]:
    """Return the causes of a credit note in order of precedence."""
    d = s.document
    return [
        ("S15", d.source == "POS" and s.moved and d.booked_on is None),
        ("C04", s.touched and d.number == ""),
        ("C02", s.booked and not s.moved),
        ("C03", s.touched and s.short),
        ("C01", s.moved and not s.booked),
    ]


def purchase_causes(s: Standing) -> list[tuple[str, bool]]:
    """Return the causes of a purchase order in order of precedence."""
    d = s.document
    return [
        ("P24", s.copied and s.booked),
        ("P04", s.touched and s.short),
        ("P01", s.moved and d.booked_on is None),
        ("P05", s.touched and d.number == ""),
        ("P06", s.booked and d.status != "IMPORTED"),
        ("P03", s.moved != s.booked and d.moved_on is not None),
        ("P02", s.booked and d.moved_on is None),
        ("P11", s.booked and d.landed != 0 and not d.uploaded),
    ]


def supplier_credit_causes(s: Standing) -> list[tuple[str, bool]]:
    """Return the causes of a supplier credit note in order of precedence."""
    return [
        ("P21", s.touched and s.document.number == ""),
        ("P19", s.moved and not s.booked),
        ("P20", s.booked and not s.moved),
    ]


def adjustment_causes(s: Standing) -> list[tuple[str, bool]]:
    """Return the causes of an adjustment in order of precedence."""
    d = s.document
    return [
        ("A03", s.open_automatic),
        ("A01", s.moved and d.booked_on is None),
        ("A01", s.booked and not d.uploaded),
        ("A02", s.moved != s.booked),
    ]


OMNI_CAUSES: dict[str, Callable[[Standing], list[tuple[str, bool]]]] = {
    "SO": order_causes,
    "CN": credit_causes,
    "PO": purchase_causes,
    "SCN": supplier_credit_causes,
    "ADJ": adjustment_causes,
}


def omni_cause(s: Standing) -> str:
    """Return the error in Omni, or '' if there is none. Void documents are differences between Omni and the ledger."""
    causes = [] if s.document.void else OMNI_CAUSES[s.document.kind](s)
    return next((cause for cause, holds in causes if holds), "")


def ledger_cause(s: Standing) -> str:
    """Return the difference in the ledger's copy of a synced document, or '' if there is none."""
    d, slip = s.document, s.document.posting
    sale = d.kind in SALES
    if d.kind == "ADJ" or not s.booked or d.status != "IMPORTED":
        return ""
    if d.void or slip.state == "voided":
        return "S22" if sale else "P23"
    if slip.state == "draft":
        return "S19" if sale else "P07"
    if slip.shift:
        return "P09" if not sale else "S24" if abs(slip.shift) <= Decimal("0.02") else "S20"
    return "S25" if slip.copies > 1 else "S21" if slip.on else ""


def standings(snapshot: Snapshot) -> list[Standing]:
    """Return all documents at a month end, in order of creation."""
    documents, day, company = snapshot.documents, snapshot.month.end, snapshot.company
    documents = sorted(documents, key=lambda d: (d.created, d.ref))
    numbers = Counter((d.contact, d.number) for d in documents if d.kind == "PO" and d.number)
    return [Standing(d, day, company, numbers[d.contact, d.number] > 1 and d.moved_on is None) for d in documents]
