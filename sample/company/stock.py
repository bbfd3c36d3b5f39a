"""The cost of stock: one pool of units and money per product, moved in order of date."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from random import Random

from sample.company.documents import ZERO, Document, Line, cents
from sample.company.months import Month
from sample.company.profiles import Product


@dataclass(frozen=True)
class Holding:
    """The units of a product on hand and their landed cost."""

    qty: int
    value: Decimal


Stock = Mapping[str, Holding]


@dataclass(frozen=True)
class Costed:
    """Documents with their landed cost, and the stock at the start and at each month end."""

    documents: tuple[Document, ...]
    opening: Stock
    closing: dict[Month, Stock]


def cost(documents: list[Document], products: Iterable[Product], months: Iterable[Month], rng: Random) -> Costed:
    """Calculate the cost of the documents. Opening stock is just large enough that no product ever runs out.

    A sale takes its share of the product's pool, a receipt and its landed cost are added to the pool, and a supplier
    return removes the credited amount. So every movement changes stock by exactly the amount on its document.
    """
    catalogue = {p.code: p for p in products}
    ordered = sorted((d for d in documents if moves(d)), key=stock_order)
    opening = stocked(ordered, catalogue, rng)
    pools, costs = dict(opening), {}
    closing: dict[Month, Stock] = {}
    ends = list(months)
    for document in ordered:
        while ends and (document.final.stock_day or date.max) > ends[0].end:
            closing[ends.pop(0)] = dict(pools)
        costs[document.ref] = move(document.final, pools, catalogue)
    closing |= {month: dict(pools) for month in ends}
    return Costed(tuple(with_cost(d, costs.get(d.ref), pools, catalogue) for d in documents), opening, closing)


def moves(document: Document) -> bool:
    """Return True if the document ever moves stock."""
    return document.final.stock_day is not None and not document.void


def stock_order(document: Document) -> tuple[date, bool, str]:
    """Return the sort key for movements: by day, receipts first."""
    return document.final.stock_day or date.max, document.kind not in ("PO", "CN"), document.ref


def stocked(ordered: list[Document], catalogue: Mapping[str, Product], rng: Random) -> dict[str, Holding]:
    """Return the opening stock of every product at its usual cost."""
    running, lowest = dict.fromkeys(catalogue, 0), dict.fromkeys(catalogue, 0)
    for document in ordered:
        sign = -1 if document.kind in ("SO", "CN") else 1
        for line in document.final.lines:
            running[line.product] += sign * line.moved
            lowest[line.product] = min(lowest[line.product], running[line.product])
    return {code: holding(rng.randint(10, 60) - lowest[code], p.cost) for code, p in catalogue.items()}


def holding(qty: int, unit_cost: Decimal) -> Holding:
    """Return units at a single cost."""
    return Holding(qty, cents(qty * unit_cost))


def move(document: Document, pools: dict[str, Holding], catalogue: Mapping[str, Product]) -> Decimal:
    """Update the pools, and return the cost that the document records."""
    total, landed = ZERO, spread(document)
    for line, extra in zip(document.lines, landed, strict=True):
        pool = pools[line.product]
        if document.kind in ("PO", "SCN"):
            pools[line.product] = Holding(pool.qty + line.moved, pool.value + cents(line.moved * line.price) + extra)
            continue
        amount = worth(line.product, line.moved, pools, catalogue)
        sign = 1 if document.kind == "ADJ" else -1
        pools[line.product] = Holding(pool.qty + sign * line.moved, pool.value + sign * amount)
        total += amount
    return total


def spread(document: Document) -> list[Decimal]:
    """Allocate landed cost to the lines by value, to the cent."""
    shares = [cents(document.landed * line.qty * line.price / (document.value or 1)) for line in document.lines]
    shares[-1] += document.landed - sum(shares)
    return shares


def worth(product: str, qty: int, pools: Mapping[str, Holding], catalogue: Mapping[str, Product]) -> Decimal:
    """Return the cost of these units at the pool's average, or the pool's whole value for all of its units."""
    pool = pools[product]
    unit = pool.value / pool.qty if pool.qty else catalogue[product].cost
    return pool.value if qty == pool.qty else cents(qty * unit)


def with_cost(
    document: Document, moved_at: Decimal | None, pools: Mapping[str, Holding], catalogue: Mapping[str, Product]
) -> Document:
    """Return the document with its cost, which is Omni's provisional cost if it never moves."""
    if document.kind in ("PO", "SCN"):
        return document
    amount = moved_at if moved_at is not None else provisional(document.lines, pools, catalogue)
    healed = replace(document.healed, cost=amount) if document.healed else None
    return replace(document, cost=amount, healed=healed)


def provisional(lines: tuple[Line, ...], pools: Mapping[str, Holding], catalogue: Mapping[str, Product]) -> Decimal:
    """Return the cost of the ordered units if they moved last."""
    return sum((worth(line.product, line.qty, pools, catalogue) for line in lines), ZERO)
