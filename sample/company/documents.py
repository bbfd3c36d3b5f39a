"""A document in its final state, and as known on a given day."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def cents(amount: Decimal) -> Decimal:
    """Round to cents, half to even."""
    return amount.quantize(CENT)


@dataclass(frozen=True)
class Line:
    """A line. Quantities and amounts are negative if goods are returned (CN) or sent back (SCN)."""

    product: str
    qty: int
    price: Decimal
    moved: int


@dataclass(frozen=True)
class Posting:
    """The ledger's differing copy: `draft`, `voided`, an ex-tax `shift` in amount, another date, or posted twice."""

    state: str = "posted"
    shift: Decimal = ZERO
    on: date | None = None
    copies: int = 1


@dataclass(frozen=True)
class Document:
    """A document. `moved_on` and `booked_on` are blank if that never happens.

    `cost` is the landed cost of the moved units. On sales documents it has the sign of the quantity, and on adjustments
    the sign of the change in stock. `healed` is the document after somebody corrects it.
    """

    kind: str  # SO, CN, PO, SCN, ADJ
    ref: str
    created: date
    contact: str
    branch: str
    source: str  # Manual, POS, Web store, Auto
    lines: tuple[Line, ...]
    moved_on: date | None
    booked_on: date | None
    tax_rate: Decimal = ZERO
    method: str = ""
    batched: bool = False
    batch: str = ""
    number: str = ""  # supplier's invoice or credit number, a credit note's sales reference, or an adjustment's reason
    landed: Decimal = ZERO
    outcome: str = "IMPORTED"  # accounting status once booked
    uploaded: bool = True  # landed cost and adjustments: True once their journal is uploaded
    void: bool = False
    costing: str = ""  # the fault in the cost that Omni calculates: zero, blank, times12, negative
    posting: Posting = Posting()
    fault: str = ""
    cost: Decimal = ZERO
    healed: "Document | None" = None
    healed_on: date | None = None

    def as_known(self, day: date) -> "Document":
        """Return the document as the system shows it on `day`, with corrections made by then and no later dates."""
        if self.healed and self.healed_on and day >= self.healed_on:
            return self.healed.as_known(day)
        moved, booked = self.moved_on, self.booked_on
        if (moved and moved > day) or (booked and booked > day):
            return replace(
                self,
                moved_on=moved if moved and moved <= day else None,
                booked_on=booked if booked and booked <= day else None,
            )
        return self

    @property
    def final(self) -> "Document":
        """Return the document after any correction."""
        return self.healed or self

    @property
    def stock_day(self) -> date | None:
        """The day when stock moves. An automatic adjustment moves stock at once and is completed later."""
        return self.created if self.source == "Auto" else self.moved_on

    @property
    def status(self) -> str:
        """The accounting status."""
        return self.outcome if self.booked_on else "NOT_IMPORTED"

    @property
    def batch_ref(self) -> str:
        """The reference of the batch that posts it."""
        return self.batch if self.booked_on else ""

    @cached_property
    def qty(self) -> int:
        """The number of units ordered."""
        return sum(line.qty for line in self.lines)

    @property
    def qty_moved(self) -> int:
        """The number of units moved."""
        return sum(line.moved for line in self.lines) if self.stock_day and not self.void else 0

    @cached_property
    def value(self) -> Decimal:
        """The ex-tax value as ordered."""
        return cents(sum((line.qty * line.price for line in self.lines), ZERO))

    @cached_property
    def tax(self) -> Decimal:
        """The tax as ordered."""
        return cents(self.value * self.tax_rate)

    @property
    def total(self) -> Decimal:
        """The value with tax."""
        return self.value + self.tax

    @property
    def received(self) -> Decimal:
        """The ex-tax value of the purchased units that moved."""
        return cents(sum((line.moved * line.price for line in self.lines), ZERO))

    @property
    def shown_cost(self) -> Decimal | None:
        """The cost as shown in Omni, including its fault."""
        wrong = {"zero": ZERO, "blank": None, "times12": 12 * self.cost, "negative": -self.cost}
        return wrong.get(self.costing, self.cost)

    @property
    def cogs(self) -> Decimal | None:
        """The COGS that Omni calculates, or None if blank."""
        sold = self.kind in ("SO", "CN") and self.moved_on and self.booked_on and not self.void
        if not sold or self.qty != self.qty_moved or self.status not in ("IMPORTED", "DO_NOT_IMPORT"):
            return None
        return self.shown_cost
