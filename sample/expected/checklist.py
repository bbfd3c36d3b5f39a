"""The number of exceptions to each step of the close."""

from collections.abc import Callable, Iterator

from sample.books import Snapshot
from sample.expected.causes import SALES, Standing, failing_condition
from sample.expected.findings import Finding

LEDGER_STEPS: dict[str, tuple[set[str], set[str]]] = {  # causes, and those that only matter because of rounding
    "SY2": ({"S19", "P07"}, set()),
    "SY3": ({"S20", "S21", "S22", "P09", "P23"}, {"S24"}),
    "SY6": ({"S11"}, set()),
}


def checklist(snapshot: Snapshot, documents: list[Standing], findings: list[Finding]) -> Iterator[dict[str, object]]:
    """Return the count for every step, including those that do not apply to this company."""
    sound = [s for s in documents if not s.document.void]
    counts = {step: (sum(exception(s) for s in sound), 0) for step, exception in STEPS.items()}
    counts |= {
        step: (count(findings, causes), count(findings, minor)) for step, (causes, minor) in LEDGER_STEPS.items()
    }
    for step, (exceptions, rounding) in counts.items():
        applies = applicable(step, snapshot)
        yield {
            "step": step,
            "applicable": "Y" if applies else "N",
            "exception_count": exceptions if applies else 0,
            "count_with_rounding": exceptions + rounding if applies else 0,
        }


def count(findings: list[Finding], causes: set[str]) -> int:
    """Count the findings with these causes."""
    return sum(f.cause in causes for f in findings)


def applicable(step: str, snapshot: Snapshot) -> bool:
    """Return True if a step applies. Automatic adjustments apply with a register, or if there are any."""
    company = snapshot.company
    return {
        "CL1": company.uses_pos,
        "CL2": company.uses_ecommerce and company.batches_sales,
        "SY2": company.package == "xero" and company.upload_state == "draft",
        "X1": company.uses_pos or any(d.source == "Auto" for d in snapshot.documents),
    }.get(step, True)


def register_open(s: Standing) -> bool:
    """CL1: register payments that are not in a batch."""
    return s.document.source == "POS" and not s.document.batch_ref


def unbatched(s: Standing) -> bool:
    """CL2: paid web orders that are not in a batch."""
    return s.is_web and not s.document.batch_ref and s.document.status == "NOT_IMPORTED"


def half_dated(s: Standing) -> bool:
    """Return documents with one date by the month end and the other blank."""
    return (s.moved and s.document.booked_on is None) or (s.booked and s.document.moved_on is None)


def uneven(s: Standing) -> bool:
    """Return documents with a date and differing quantities."""
    return s.touched and s.document.qty != s.document.qty_moved


def sales_order(s: Standing) -> bool:
    """CH1: sales orders."""
    return s.document.kind == "SO" and (half_dated(s) or uneven(s) or waiting(s))


def waiting(s: Standing) -> bool:
    """SC5: dated but not imported."""
    return s.booked and s.document.status in ("NOT_IMPORTED", "ERROR")


def credit_note(s: Standing) -> bool:
    """CH2: credit notes."""
    return s.document.kind == "CN" and (half_dated(s) or uneven(s) or (s.touched and not s.document.number))


def purchase_order(s: Standing) -> bool:
    """CH3: purchase orders."""
    unnumbered = s.touched and not s.document.number
    return s.document.kind == "PO" and (half_dated(s) or uneven(s) or unnumbered)


def supplier_credit(s: Standing) -> bool:
    """CH4: supplier credit notes."""
    return s.document.kind == "SCN" and (half_dated(s) or uneven(s) or (s.touched and not s.document.number))


def back_order(s: Standing) -> bool:
    """X2: back orders."""
    return s.document.kind == "PO" and uneven(s)


def not_synced(s: Standing) -> bool:
    """SY1: documents that could be synced but are not, and adjustments and landed costs waiting for upload."""
    d = s.document
    if d.kind == "ADJ":
        return s.moved and s.booked and not d.uploaded and d.cost != 0
    if d.kind == "PO" and s.booked and d.status == "IMPORTED" and d.landed and not d.uploaded:
        return True
    syncable = s.booked and (d.kind == "SO" or (bool(d.number) and d.value != 0))
    return syncable and d.status == "NOT_IMPORTED"


def failed(s: Standing) -> bool:
    """SY4: failed documents."""
    return s.touched and s.document.status == "ERROR"


def without_cogs(s: Standing) -> bool:
    """SY5: documents without COGS, or kept from the ledger and not in a batch."""
    excluded = s.document.status == "DO_NOT_IMPORT" and not s.document.batch_ref
    return s.document.kind in SALES and s.touched and (failing_condition(s) != "" or excluded)


STEPS: dict[str, Callable[[Standing], bool]] = {
    "CL1": register_open,
    "CL2": unbatched,
    "CH1": sales_order,
    "CH2": credit_note,
    "CH3": purchase_order,
    "CH4": supplier_credit,
    "X1": lambda s: s.open_automatic,
    "X2": back_order,
    "SY1": not_synced,
    "SY4": failed,
    "SY5": without_cogs,
}
