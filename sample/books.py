"""The simulated company: all its events, and those known when exports were taken."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from sample.company.documents import Document
from sample.company.months import Month, months_from
from sample.company.profiles import Company
from sample.company.stock import Stock, cost
from sample.company.trade import Trade
from sample.faults.ledger_faults import Stray
from sample.faults.planting import DRAFTS, Faults, plant


@dataclass(frozen=True)
class Snapshot:
    """The contents of a month's files: documents created by month end, as known on the day of the export."""

    company: Company
    month: Month
    documents: list[Document]
    stock: Stock
    opening_value: Decimal


@dataclass(frozen=True)
class Books:
    """The events and documents of a run. `closing` is the stock on hand at each month end."""

    company: Company
    months: tuple[Month, ...]
    documents: tuple[Document, ...]
    strays: tuple[Stray, ...]
    stale: frozenset[Month]  # months whose COGS journal is exported without the last few days
    opening: Stock
    closing: dict[Month, Stock]

    @property
    def opening_value(self) -> Decimal:
        """The opening value of stock, which is the same in both systems."""
        return stock_value(self.opening)

    def exported_on(self, month: Month) -> date:
        """Return the day on which the month's files are exported."""
        return month.end + timedelta(days=self.company.export_lag)

    def at(self, month: Month) -> Snapshot:
        """Return the books as shown in Omni's files for the month."""
        documents = [d for d in self.list_documents(month) if d.created <= month.end]
        return Snapshot(self.company, month, documents, self.closing[month], self.opening_value)

    def list_documents(self, month: Month) -> list[Document]:
        """Return all documents as on the day of the export, including those created since the month end."""
        day = self.exported_on(month)
        return [d.as_known(day) for d in self.documents if d.created <= day]


def simulate(company: Company, seed: int, months: int, faults: Faults) -> Books:
    """Simulate a run. The same arguments give the same books, and faults never change the sound documents."""
    rng = Random(seed)
    trade, span = Trade(company, rng), months_from(company.first, months + 1)
    documents = [*arriving(trade, company.first), *(d for month in span for d in trade.month(month))]
    faults = faults if company.package == "xero" else faults.without(DRAFTS)
    damaged = plant(faults, documents, span[:months], Random(seed + 1))
    costed = cost(batched(damaged.documents.values()), company.products, span[:months], Random(seed + 2))
    return Books(
        company,
        span[:months],
        costed.documents,
        tuple(damaged.strays),
        frozenset(damaged.stale),
        costed.opening,
        costed.closing,
    )


def arriving(trade: Trade, first: Month) -> list[Document]:
    """Return the previous month's purchase orders that have been received and billed since."""
    orders = [d for d in trade.month(first.previous) if d.kind == "PO"]
    trade.orders.clear()
    return [d for d in orders if min(d.moved_on or first.start, d.booked_on or first.start) >= first.start]


def stock_value(stock: Stock) -> Decimal:
    """Return the stock value of all products."""
    return sum((holding.value for holding in stock.values()), Decimal(0))


def batched(documents: Iterable[Document]) -> list[Document]:
    """Return register closings and payment batches: one per source, branch, payment method and day."""
    everything = list(documents)
    groups = sorted({group(d) for d in everything if d.batched and d.booked_on})
    names = {key: f"BATCH-{n}" for n, key in enumerate(groups, 501)}
    return [replace(d, batch=names[group(d)]) if d.batched and d.booked_on else d for d in everything]


def group(document: Document) -> tuple[date, str, str, str]:
    """Return the values that the members of a batch share."""
    return document.booked_on or date.max, document.source, document.branch, document.method
