"""The documents that each cause applies to, and the change it makes to one."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

from sample.company.documents import Document, Line, Posting
from sample.company.months import Month
from sample.company.trade import AUTO

Change = Callable[[Document, Month, Random], Document]

# ---- choice of documents -----------------------------------------------------------------------------


def order(d: Document) -> bool:
    """Choose manual sales orders: no batch, an invoice each."""
    return d.kind == "SO" and d.source == "Manual"


def web(d: Document) -> bool:
    """Choose web orders waiting for a batch."""
    return d.source == "Web store" and d.batched


def credit(d: Document) -> bool:
    """Choose credit notes outside batches."""
    return d.kind == "CN" and not d.batched


def large_credit(d: Document) -> bool:
    """Choose credit notes of at least two units."""
    return credit(d) and d.qty < -1


def purchase(d: Document) -> bool:
    """Choose any purchase order."""
    return d.kind == "PO"


def imported(d: Document) -> bool:
    """Choose purchase orders with landed cost."""
    return purchase(d) and bool(d.landed)


def domestic(d: Document) -> bool:
    """Choose purchase orders without landed cost."""
    return purchase(d) and not d.landed


def supplier_credit(d: Document) -> bool:
    """Choose any supplier credit note."""
    return d.kind == "SCN"


def adjustment(d: Document) -> bool:
    """Choose adjustments made by a person."""
    return d.kind == "ADJ" and d.source == "Manual"


# ---- changes to them ------------------------------------------------------------------------


def not_booked(d: Document, month: Month, rng: Random) -> Document:
    """Move the document, but date it in the next month or never."""
    return replace(d, booked_on=rng.choice((None, month.well_after(rng))))


def not_moved(d: Document, month: Month, rng: Random) -> Document:
    """Date the document, but move it in the next month or never."""
    return replace(d, moved_on=rng.choice((None, month.well_after(rng))))


def booked_after(d: Document, month: Month, rng: Random) -> Document:
    """Move the document in the last days of the month and date it early in the next."""
    moved = month.last_days(rng)
    return replace(d, created=min(d.created, moved), moved_on=moved, booked_on=month.first_days_after(rng))


def moved_after(d: Document, month: Month, rng: Random) -> Document:
    """Date the document in the last days of the month and move it early in the next."""
    booked = month.last_days(rng)
    return replace(d, created=min(d.created, booked), booked_on=booked, moved_on=month.first_days_after(rng))


def fewer_moved(d: Document, _: Month, rng: Random) -> Document:
    """Move part of a single line, so that its value is exactly pro rata, which is not true of landed cost."""
    line = max(d.lines, key=lambda one: abs(one.qty))
    qty = line.qty if abs(line.qty) > 1 else 2 * line.qty
    part = qty // abs(qty) * rng.randint(1, abs(qty) - 1)
    return replace(d, lines=(Line(line.product, qty, line.price, part),), landed=Decimal("0.00"))


def healing(**damage: object) -> Change:
    """Damage a document. Half of the time somebody corrects it in the next month and dates it on that day."""

    def change(d: Document, month: Month, rng: Random) -> Document:
        damaged = replace(d, **damage)  # type: ignore[arg-type] # the table names fields
        if rng.randrange(2):
            return damaged
        day = month.well_after(rng)
        return replace(damaged, healed=replace(d, booked_on=day), healed_on=day)

    return change


def lasting(**damage: object) -> Change:
    """Damage a document permanently."""
    return lambda d, _month, _rng: replace(d, **damage)  # type: ignore[arg-type] # the table names fields


def auto_open(d: Document, month: Month, rng: Random) -> Document:
    """Make an automatic adjustment: stock moves when it is created, and it is completed in the next month or never."""
    day = rng.choice((None, month.well_after(rng)))
    lines = tuple(Line(line.product, abs(line.qty), line.price, abs(line.qty)) for line in d.lines)
    return replace(d, source="Auto", number=AUTO, lines=lines, moved_on=day, booked_on=day)


def posted(**slip: object) -> Change:
    """Change the ledger's copy."""
    return lasting(posting=Posting(**slip))  # type: ignore[arg-type] # the table names fields


def shifted(least: int, most: int) -> Change:
    """Shift the ledger's amount up or down by that many cents."""

    def change(d: Document, _: Month, rng: Random) -> Document:
        return replace(d, posting=Posting(shift=rng.choice((1, -1)) * Decimal(rng.randint(least, most)) / 100))

    return change


def posted_late(d: Document, month: Month, rng: Random) -> Document:
    """Date the document at the month end and post it a few days later."""
    day = month.last_days(rng, 2)
    moved = min(d.moved_on or day, day)
    return replace(d, moved_on=moved, booked_on=day, posting=Posting(on=month.first_days_after(rng)))


def posted_early(d: Document, month: Month, _: Random) -> Document:
    """Post the document on a different day in the same month."""
    return replace(d, posting=Posting(on=month.start if d.booked_on != month.start else month.end))
