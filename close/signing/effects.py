"""The effect of a trial: the figures, causes and steps of a month before and after its corrections."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from close.signing.answers import answer
from close.store.warehouse import Warehouse

MONEY, COUNT, PER_CENT = "money", "count", "per cent"
BALANCES = ("hsv", "sohr_closing", "gl_inventory")
TOTALS = ("cin7_sales", "cin7_cogs")
# Reports whose rows are counted, each with its column of money, if that has a total.
LISTS = {
    "timing_differences": "value",
    "blank_cogs": "likely_missing_cogs",
    "missing_fields": "",
    "worklist": "amount",
}
BRIDGES, UNEXPLAINED = ("bridge", "revenue_bridge"), "unexplained"
EXPECTED, FOLLOWING = "expected_gap", "following"
STEP = "step "  # before a state, in the name of the number of steps in it
CENT = Decimal("0.01")

Number = Decimal | int | None
Row = dict[str, Any]


@dataclass(frozen=True)
class Figure:
    """A figure of the month before and after a trial. It is None if it is not known. `kind` is what it measures."""

    name: str
    kind: str
    before: Number
    after: Number

    @property
    def change(self) -> Number:
        """The difference, or None if either is not known."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True)
class CauseChange:
    """A cause in one leg of a bridge whose amount or number of documents differs."""

    leg: str
    cause_id: str
    before: Number
    after: Number
    documents_before: int
    documents_after: int

    @property
    def change(self) -> Number:
        """The difference in amount, or None if either is not known."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True)
class StepChange:
    """A step of the checklist whose state or number of exceptions differs."""

    step: str
    title: str
    before: str
    after: str
    exceptions_before: int | None
    exceptions_after: int | None


@dataclass(frozen=True)
class Effect:
    """The effect of a trial on a month."""

    figures: tuple[Figure, ...]
    causes: tuple[CauseChange, ...]
    steps: tuple[StepChange, ...]


@dataclass(frozen=True)
class State:
    """A month in one warehouse: its figures by name and kind, its causes by leg and cause, and its steps by code."""

    figures: Mapping[tuple[str, str], Number]
    causes: Mapping[tuple[str, str], Row]
    steps: Mapping[str, Row]


def measure(warehouse: Warehouse, period: str, manifest: int | None = None) -> State:
    """Return the figures, causes and steps of a month in a snapshot."""
    rows = {name: _ask(warehouse, name, period, manifest) for name in ("balances", *BRIDGES, "checklist", *LISTS)}
    (balances,) = rows["balances"]
    bridge = [{"leg": "revenue", **row} for name in BRIDGES for row in rows[name]]
    figures: dict[tuple[str, str], Number] = {(name, MONEY): balances[name] for name in BALANCES}
    figures["gap", MONEY] = _subtract(balances["hsv"], balances["gl_inventory"])
    rest = [row["amount"] for row in rows["bridge"] if row["cause_id"] == UNEXPLAINED]
    figures[UNEXPLAINED, MONEY] = None if None in rest or not rest else sum(rest, Decimal("0.00"))
    figures |= {(name, MONEY): balances[name] for name in TOTALS}
    figures |= _measure_margin(balances["cin7_sales"], balances["cin7_cogs"])
    for name, money in LISTS.items():
        figures |= _measure_list(name, rows[name], money)
    states = Counter(row["state"] for row in rows["checklist"])
    figures |= {(f"{STEP}{state}", COUNT): count for state, count in sorted(states.items())}
    causes = {(row["leg"], row["cause_id"]): row for row in bridge}
    return State(figures, causes, {row["step"]: row for row in rows["checklist"]})


def compare(before: State, after: State, posted: Decimal = CENT * 0) -> Effect:
    """Return every figure, and the causes and steps that differ. A figure that one of the two lacks is 0 there.

    `posted` is what a sync in the trial takes out of the gap.
    """
    names = [*before.figures, *(name for name in after.figures if name not in before.figures)]
    figures = [Figure(*name, before.figures.get(name, 0), after.figures.get(name, 0)) for name in names]
    figures = _part_unexplained(figures, posted)
    keys = dict.fromkeys([*before.causes, *after.causes])
    causes = (_compare_cause(key, before.causes.get(key), after.causes.get(key)) for key in keys)
    steps = (_compare_step(row, after.steps[step]) for step, row in before.steps.items() if step in after.steps)
    return Effect(
        tuple(figures),
        tuple(each for each in causes if (each.before, each.documents_before) != (each.after, each.documents_after)),
        tuple(each for each in steps if (each.before, each.exceptions_before) != (each.after, each.exceptions_after)),
    )


def _part_unexplained(figures: Sequence[Figure], posted: Decimal) -> list[Figure]:
    """Return the figures with the part of the remainder that only waits for the totals apart from it.

    The balances are totals of their own exports. As long as a trial changes none of them, an amount that a cause no
    longer explains is the part of a corrected document that the totals do not show yet.
    """
    by_name = {figure.name: figure for figure in figures if figure.kind == MONEY}
    gap, rest = by_name["gap"], by_name[UNEXPLAINED]
    following = rest.change if not any(by_name[name].change for name in BALANCES) else CENT * 0
    left = None if gap.after is None or following is None else gap.after - following - posted
    parted = replace(rest, after=rest.before) if following else rest
    return [
        *(parted if figure is rest else figure for figure in figures),
        Figure(FOLLOWING, MONEY, CENT * 0, following),
        Figure(EXPECTED, MONEY, gap.before, left),
    ]


def _ask(warehouse: Warehouse, name: str, period: str, manifest: int | None) -> list[Row]:
    return answer(warehouse, name, period, manifest).table.to_pylist()


def _measure_margin(sales: Decimal | None, cogs: Decimal | None) -> dict[tuple[str, str], Number]:
    profit = _subtract(sales, cogs)
    share = (profit * 100 / sales).quantize(CENT) if profit is not None and sales else None
    return {("profit", MONEY): profit, ("margin", PER_CENT): share}


def _measure_list(name: str, rows: Iterable[Row], money: str) -> dict[tuple[str, str], Number]:
    """Return the number of rows of a report and their known amount. Of the worklist, only open items count."""
    kept = [row for row in rows if row.get("status") == "open" or name != "worklist"]
    amounts = [row[money] for row in kept if row[money] is not None] if money else []
    return {(name, COUNT): len(kept)} | ({(name, MONEY): sum(amounts, Decimal("0.00"))} if money else {})


def _compare_cause(key: tuple[str, str], before: Row | None, after: Row | None) -> CauseChange:
    empty: Row = {"amount": Decimal("0.00"), "documents": 0}
    then, now = before or empty, after or empty
    return CauseChange(*key, then["amount"], now["amount"], then["documents"] or 0, now["documents"] or 0)


def _compare_step(before: Row, after: Row) -> StepChange:
    counts = before["exception_count"], after["exception_count"]
    return StepChange(before["step"], before["title"], before["state"], after["state"], *counts)


def _subtract(first: Decimal | None, second: Decimal | None) -> Decimal | None:
    return None if first is None or second is None else first - second
