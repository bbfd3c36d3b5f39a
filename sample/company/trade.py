"""A month of ordinary business, with both dates of every document in the same month and no errors."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from sample.company.documents import Document, Line, cents
from sample.company.months import Month, later, month_of, within
from sample.company.profiles import Company, Product

PREFIXES = {"CN": "credit_note", "PO": "purchase_order", "SCN": "supplier_credit_note", "ADJ": "adjustment"}
ORDERS = {"Manual": "sales_order", "POS": "pos_order", "Web store": "web_order"}
REASONS = {1: "found in count", -1: "write-off"}
AUTO = "Auto adjustment: sale without stock"


@dataclass
class Trade:
    """A writer of documents in sequence, so that a later document has a higher reference."""

    company: Company
    rng: Random
    numbers: Counter[str] = field(default_factory=Counter)
    orders: list[Document] = field(default_factory=list)

    def month(self, month: Month) -> Iterator[Document]:
        """Return the month's documents in order of creation."""
        company, rng = self.company, self.rng
        shares: dict[Callable[[date], Iterator[Document]], int] = {
            self.till_sale: 34 * company.uses_pos,
            self.web_order: 24 * company.uses_ecommerce,
            self.sales_order: 20 + 34 * (not company.uses_pos),
            self.credit_note: 7,
            self.purchase_order: 10,
            self.supplier_credit: 2,
            self.adjustment: 3,
        }
        writers = [write for write, share in shares.items() if share]
        plan = writers * min(3, company.documents // (2 * len(writers)))  # some of each kind, even in a small company
        plan += rng.choices(list(shares), list(shares.values()), k=company.documents - len(plan))
        rng.shuffle(plan)
        days = sorted(month.start + timedelta(days=rng.randrange(month.end.day)) for _ in plan)
        for day, write in zip(days, plan, strict=True):
            yield from write(day)

    def till_sale(self, day: date) -> Iterator[Document]:
        """Return a sale at the register, dispatched and closed on the same day."""
        branch, till = self.rng.choice(self.company.branches), self.rng.choice(self.company.tills)
        lines = self.lines(1, 3, 3)
        yield self.sale("POS", day, "Walk-in", branch, lines, till, (day, day))

    def web_order(self, day: date) -> Iterator[Document]:
        """Return a web order: paid at once, dispatched in two days, and batched next or invoiced on dispatch."""
        moved = later(self.rng, day, 2)
        booked = within(max(moved, day + timedelta(days=1)), month_of(moved)) if self.company.batches_sales else moved
        gateway = self.rng.choice(self.company.gateways)
        name = f"Web customer {1000 + self.rng.randrange(900)}"
        yield self.sale("Web store", day, name, self.company.branches[0], self.lines(1, 3, 3), gateway, (moved, booked))

    def sales_order(self, day: date) -> Iterator[Document]:
        """Return a sales order, invoiced around dispatch. One in twelve has a second delivery as a back order."""
        moved = later(self.rng, day, 6)
        booked = within(later(self.rng, moved, 2) - timedelta(days=1), month_of(moved))
        contact, branch = self.rng.choice(self.company.customers), self.rng.choice(self.company.branches)
        order = self.sale("Manual", day, contact, branch, self.lines(1, 4, 12), "", (moved, max(booked, day)))
        yield order
        if self.rng.randrange(12) == 0:
            moved = later(self.rng, moved, 9)
            ref, lines = f"{order.ref}-A", self.lines(1, 2, 4)
            yield replace(order, ref=ref, lines=lines, moved_on=moved, booked_on=moved)

    def sale(
        self,
        source: str,
        day: date,
        contact: str,
        branch: str,
        lines: tuple[Line, ...],
        method: str,
        dates: tuple[date, date],
    ) -> Document:
        """Return an order, which is batched if the company batches this kind of sale."""
        batched = source == "POS" or (source == "Web store" and self.company.batches_sales)
        order = Document(
            "SO",
            self.reference(ORDERS[source]),
            day,
            contact,
            branch,
            source,
            lines,
            *dates,
            tax_rate=self.company.tax_rate,
            method=method,
            batched=batched,
            outcome="DO_NOT_IMPORT" if batched else "IMPORTED",
        )
        self.orders.append(order)
        return order

    def credit_note(self, day: date) -> Iterator[Document]:
        """Return a credit note for part of an earlier order, through the register if the goods were sold there."""
        if not self.orders:
            yield from self.sales_order(day)
            return
        order = self.rng.choice(self.orders[-200:])
        line = self.rng.choice(order.lines)
        qty = -self.rng.randint(1, line.qty)
        at_till = order.source == "POS"
        moved = day if at_till else later(self.rng, day, 4)
        yield Document(
            "CN",
            self.reference("credit_note"),
            day,
            order.contact,
            order.branch,
            "POS" if at_till else "Manual",
            (Line(line.product, qty, line.price, qty),),
            moved,
            moved,
            tax_rate=self.company.tax_rate,
            method=order.method if at_till else "",
            batched=at_till,
            number=order.ref,
            outcome="DO_NOT_IMPORT" if at_till else "IMPORTED",
        )

    def purchase_order(self, day: date) -> Iterator[Document]:
        """Return a purchase order received one to three weeks later and billed around that day.

        Imports carry landed cost.
        """
        supplier = self.rng.choice(self.company.suppliers)
        moved = day + timedelta(days=self.rng.randint(5, 20))
        booked = within(moved + timedelta(days=self.rng.randint(-2, 4)), month_of(moved))
        lines = tuple(self.purchase_line(p, self.rng.randint(8, 40)) for p in self.pick(2, 5))
        value = sum((line.qty * line.price for line in lines), Decimal(0))
        landed = cents(value * self.rng.randint(4, 11) / 100) if supplier in self.company.importers else Decimal("0.00")
        yield Document(
            "PO",
            self.reference("purchase_order"),
            day,
            supplier,
            self.rng.choice(self.company.branches),
            "Manual",
            lines,
            moved,
            booked,
            tax_rate=self.company.tax_rate if supplier not in self.company.importers else Decimal(0),
            number=f"{supplier[:3].upper()}-{self.rng.randrange(10**5, 10**6)}",
            landed=landed,
        )

    def supplier_credit(self, day: date) -> Iterator[Document]:
        """Return a supplier credit for a few units, sent back and credited in the same week."""
        supplier = self.rng.choice(self.company.suppliers)
        moved = later(self.rng, day, 3)
        yield Document(
            "SCN",
            self.reference("supplier_credit_note"),
            day,
            supplier,
            self.rng.choice(self.company.branches),
            "Manual",
            tuple(self.purchase_line(p, -self.rng.randint(1, 5)) for p in self.pick(1, 2)),
            moved,
            within(later(self.rng, moved, 2), month_of(moved)),
            tax_rate=self.company.tax_rate if supplier not in self.company.importers else Decimal(0),
            number=f"CN{self.rng.randrange(10**4, 10**5)}",
        )

    def adjustment(self, day: date) -> Iterator[Document]:
        """Return an adjustment for stock counted, written off or found, with its journal on the same day."""
        sign = self.rng.choice((1, -1, -1))
        qty = sign * self.rng.randint(1, 6)
        yield Document(
            "ADJ",
            self.reference("adjustment"),
            day,
            "",
            self.rng.choice(self.company.branches),
            "Manual",
            tuple(Line(p.code, qty, p.cost, qty) for p in self.pick(1, 2)),
            day,
            day,
            number=REASONS[sign],
        )

    def reference(self, kind: str) -> str:
        """Return the next reference in a series."""
        start = 1000 * (1 + list(self.company.prefixes).index(kind))
        self.numbers[kind] += 1
        return f"{self.company.prefixes[kind]}{start + self.numbers[kind]}"

    def pick(self, least: int, most: int) -> list[Product]:
        """Return distinct random products."""
        products = self.company.products
        return self.rng.sample(products, min(self.rng.randint(least, most), len(products)))

    def lines(self, least: int, most: int, units: int) -> tuple[Line, ...]:
        """Return the lines of a sale, some at a discount."""
        return tuple(
            Line(p.code, qty, cents(p.price * self.rng.choice((100, 100, 95, 90)) / 100), qty)
            for p in self.pick(least, most)
            for qty in [self.rng.randint(1, units)]
        )

    def purchase_line(self, product: Product, qty: int) -> Line:
        """Return a line bought within 5% of the usual cost."""
        return Line(product.code, qty, cents(product.cost * self.rng.randint(95, 105) / 100), qty)
