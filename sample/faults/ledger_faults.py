"""Lines that exist only in the ledger."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from sample.company.documents import Document
from sample.company.months import Month


@dataclass(frozen=True)
class Stray:
    """A stray line.

    `amount` debits inventory, `against` is the role of the other account, and `document` is the order billed.
    """

    cause: str
    on: date
    source: str
    reference: str
    contact: str
    description: str
    amount: Decimal
    against: str
    document: str = ""
    entered: date | None = None  # if that was much later

    def entered_by(self, day: date) -> bool:
        """Return True if an export taken on that day contains it."""
        return (self.entered or self.on) <= day


def manual_journal(month: Month, rng: Random, _: Document | None) -> Stray:
    """G01: a manual correction of stock, up or down."""
    amount = rng.choice((1, -1)) * amount_of(rng)
    text = rng.choice(("Correct stock per count sheet", "Reclass to inventory", "Round to count"))
    return Stray(
        "G01", day_of(month, rng), "Manual Journal", f"#{rng.randrange(200, 999)}", "", text, amount, "adjustments"
    )


def spending(month: Month, rng: Random, _: Document | None) -> Stray:
    """G02: packaging bought by card and coded to inventory."""
    contact, text = "Boxwright Packaging", "Boxwright Packaging - cartons"
    reference = f"card {rng.randrange(1000, 9999)}"
    return Stray("G02", day_of(month, rng), "Spend Money", reference, contact, text, amount_of(rng), "bank")


def keyed_bill(month: Month, rng: Random, bill: Document | None) -> Stray:
    """P10: the supplier's bill keyed by hand although the order is also synced."""
    if bill is None:
        raise ValueError("a keyed bill copies a purchase order")
    on = min(month.end, max(bill.booked_on or month.start, day_of(month, rng)))
    text = f"{bill.contact} - goods"
    return Stray("P10", on, "Payable Invoice", bill.number, bill.contact, text, bill.value, "payable", bill.ref)


def backdated(month: Month, rng: Random, _: Document | None) -> Stray:
    """G05: entered in the middle of the month, but dated in the previous month."""
    on, entered = day_of(month.previous, rng), month.start.replace(day=rng.randint(10, 20))
    amount = rng.choice((1, -1)) * amount_of(rng)
    text, reference = "Prior month stock correction", f"#{rng.randrange(200, 999)}"
    return Stray("G05", on, "Manual Journal", reference, "", text, amount, "adjustments", entered=entered)


def day_of(month: Month, rng: Random) -> date:
    """Return a random day in the month."""
    return month.start.replace(day=rng.randint(1, month.end.day))


def amount_of(rng: Random) -> Decimal:
    """Return a random amount between 80 and 900."""
    return Decimal(rng.randint(8000, 90000)) / 100


STRAYS: dict[str, Callable[[Month, Random, Document | None], Stray]] = {
    "P10": keyed_bill,
    "G01": manual_journal,
    "G02": spending,
    "G05": backdated,
}
