"""A document as it finally is, and as it is known on a day."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def cents(amount: Decimal) -> Decimal:
    """Rounded, halves to the even cent."""
    return amount.quantize(CENT)


@dataclass(frozen=True)
class Line:
    """Quantities and with them amounts are negative where goods come back (CN) or go back (SCN)."""

    product: str
    qty: int
    price: Decimal
    moved: int


@dataclass(frozen=True)
class Posting:
    """How the ledger's copy differs: `draft`, `voided`, an ex-tax `shift` of its amount, another date, posted twice."""

    state: str = "posted"
    shift: Decimal = ZERO
    on: date | None = None
    copies: int = 1


@dataclass(frozen=True)
class Document:
    """`moved_on` and `booked_on` are blank when that never happens. `cost` is the landed cost of the units moved,
    signed like their quantity on sales documents, like the change in stock on adjustments. `healed` is what the
    document becomes on the day somebody repairs it.
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
    number: str = ""  # supplier's invoice or credit number; sales reference of a credit note; reason of an adjustment
    landed: Decimal = ZERO
    outcome: str = "IMPORTED"  # accounting status once booked
    uploaded: bool = True  # landed cost and adjustments: has their journal been uploaded
    void: bool = False
    costing: str = ""  # zero, blank, times12, negative: what Omni makes of the cost
    posting: Posting = Posting()
    fault: str = ""
    cost: Decimal = ZERO
    healed: "Document | None" = None
    healed_on: date | None = None

    def as_known(self, day: date) -> "Document":
        """What the system shows on `day`: repairs made by then, and no date that lies after it."""
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
        return self.healed or self

    @property
    def stock_day(self) -> date | None:
        """An automatic adjustment moves stock at once and is completed later."""
        return self.created if self.source == "Auto" else self.moved_on

    @property
    def status(self) -> str:
        return self.outcome if self.booked_on else "NOT_IMPORTED"

    @property
    def batch_ref(self) -> str:
        return self.batch if self.booked_on else ""

    @cached_property
    def qty(self) -> int:
        return sum(line.qty for line in self.lines)

    @property
    def qty_moved(self) -> int:
        return sum(line.moved for line in self.lines) if self.stock_day and not self.void else 0

    @cached_property
    def value(self) -> Decimal:
        """Ex tax, as ordered."""
        return cents(sum((line.qty * line.price for line in self.lines), ZERO))

    @cached_property
    def tax(self) -> Decimal:
        return cents(self.value * self.tax_rate)

    @property
    def total(self) -> Decimal:
        return self.value + self.tax

    @property
    def received(self) -> Decimal:
        """Ex-tax value of the purchased units that moved."""
        return cents(sum((line.moved * line.price for line in self.lines), ZERO))

    @property
    def shown_cost(self) -> Decimal | None:
        """What Omni takes for the cost."""
        wrong = {"zero": ZERO, "blank": None, "times12": 12 * self.cost, "negative": -self.cost}
        return wrong.get(self.costing, self.cost)

    @property
    def cogs(self) -> Decimal | None:
        """COGS as Omni calculates it, None where it is blank."""
        sold = self.kind in ("SO", "CN") and self.moved_on and self.booked_on and not self.void
        if not sold or self.qty != self.qty_moved or self.status not in ("IMPORTED", "DO_NOT_IMPORT"):
            return None
        return self.shown_cost
