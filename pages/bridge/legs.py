"""The legs of a bridge, each from one balance to the next with the causes in between, and their bars."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pages.parts.month.causes import UNEXPLAINED, cause

BALANCES = {
    "hsv": "Historic stock valuation",
    "sohr_closing": "Reconciliation closing",
    "gl_inventory": "Ledger stock account",
    "cin7_sales": "Omni sales",
    "gl_revenue": "Ledger revenue",
}
ENDS = {
    "hsv_to_sohr": ("hsv", "sohr_closing"),
    "sohr_to_gl": ("sohr_closing", "gl_inventory"),
    "hsv_to_gl": ("hsv", "gl_inventory"),
    "revenue": ("cin7_sales", "gl_revenue"),
}
LEG_NAMES = {
    "hsv_to_sohr": "Valuation to reconciliation",
    "sohr_to_gl": "Reconciliation to ledger",
    "hsv_to_gl": "Valuation to ledger",
    "revenue": "Sales to revenue",
}
# Twenty causes on two legs, with their balances and unexplained amounts.
MOST_BARS = 25
BALANCE, OMNI, LEDGER, REST = "Balance", "Omni is higher", "The ledger is higher", "Unexplained"
SMALLER = "smaller:"
TABLE = {
    "leg": "Leg",
    "name": "Cause",
    "count": "Documents",
    "money": "Amount",
    "share": "Share %",
    "last": "Last month",
    "clears": "Clears by itself",
}

Record = dict[str, Any]


@dataclass(frozen=True)
class Leg:
    """Two balances and the rows between them.

    The first balance less the last equals the sum of the amounts, including `unexplained`. If an export that its causes
    need is missing, the residual is unknown rather than unexplained.
    """

    name: str
    first: Decimal
    last: Decimal
    rows: tuple[Record, ...]

    @property
    def causes(self) -> list[Record]:
        """The named rows, largest amount first."""
        return sorted(
            (row for row in self.rows if row["cause_id"] != UNEXPLAINED),
            key=lambda row: (-abs(row["amount"]), row["cause_id"]),
        )

    @property
    def unexplained(self) -> Decimal:
        """The amount that no cause explains, or that is unknown."""
        return self.first - self.last - sum((row["amount"] for row in self.causes), Decimal("0.00"))

    @property
    def is_known(self) -> bool:
        """True if nothing that its causes need is missing."""
        return not list_unknown(self.rows)


@dataclass(frozen=True)
class Bar:
    """A bar of the waterfall. Selecting it selects the cause `code`. A balance starts at the edge of the chart."""

    code: str
    label: str
    kind: str
    amount: Decimal
    documents: int
    start: Decimal | None
    end: Decimal


def make_legs(rows: Iterable[Record], balances: Mapping[str, Any]) -> list[Leg]:
    """Return the legs of the stock bridge whose two ends are both known, from Omni to the ledger."""
    by_leg: dict[str, list[Record]] = {}
    for row in rows:
        by_leg.setdefault(row["leg"], []).append(row)
    known = [name for name in ENDS if name in by_leg and None not in _ends(name, balances)]
    return [_leg(name, by_leg[name], balances) for name in known]


def list_unknown(rows: Iterable[Record]) -> list[Record]:
    """Return the rows of legs whose gap is unknown, with the evidence that would settle each."""
    return [row for row in rows if row["cause_id"] == UNEXPLAINED and row["amount"] is None]


def make_revenue_legs(rows: Sequence[Record], balances: Mapping[str, Any]) -> list[Leg]:
    """Return the single leg of the revenue bridge, or none if an end is not known."""
    return [_leg("revenue", rows, balances)] if rows and None not in _ends("revenue", balances) else []


def _ends(name: str, balances: Mapping[str, Any]) -> list[Any]:
    return [balances[end] for end in ENDS[name]]


def _leg(name: str, rows: Iterable[Record], balances: Mapping[str, Any]) -> Leg:
    first, last = _ends(name, balances)
    return Leg(name, first, last, tuple(rows))


def make_bars(legs: Sequence[Leg], period: str, most: int = MOST_BARS) -> list[Bar]:
    """Return the bars from the first balance to the last, up to a limit.

    The smallest causes of a leg are grouped into one.
    """
    if not legs:
        return []
    kept, level = _choose_own(legs, most), legs[0].first
    bars = [Bar("", BALANCES[ENDS[legs[0].name][0]], BALANCE, level, 0, None, level)]
    for leg in legs:
        rest = Bar(UNEXPLAINED, "Unexplained" if leg.is_known else "Cannot tell", REST, leg.unexplained, 0, None, level)
        for step in [*_steps(leg, kept, period), rest]:
            bars.append(_move(step, level))
            level -= step.amount
        bars.append(Bar("", BALANCES[ENDS[leg.name][1]], BALANCE, leg.last, 0, None, leg.last))
    return bars


def _move(bar: Bar, level: Decimal) -> Bar:
    return Bar(bar.code, bar.label, bar.kind, bar.amount, bar.documents, level, level - bar.amount)


def _choose_own(legs: Sequence[Leg], most: int) -> set[tuple[str, str]]:
    """Return the causes that get their own bar.

    Leaves room for the balances, the unexplained amount and the grouped causes.
    """
    ranked = sorted(
        ((abs(row["amount"]), leg.name, row["cause_id"]) for leg in legs for row in leg.causes),
        key=lambda item: (-item[0], item[1:]),
    )
    room = most - (2 * len(legs) + 1)
    if len(ranked) > room:
        room -= len(legs)
    return {(leg, code) for _, leg, code in ranked[:room]}


def _steps(leg: Leg, kept: set[tuple[str, str]], period: str) -> list[Bar]:
    own = [row for row in leg.causes if (leg.name, row["cause_id"]) in kept]
    folded = [row for row in leg.causes if row not in own]
    if len(folded) == 1:
        own, folded = leg.causes, []
    steps = [_step(row["cause_id"], cause(row["cause_id"], period).name, [row]) for row in own]
    return steps + ([_step(SMALLER + leg.name, f"{len(folded)} smaller causes", folded)] if folded else [])


def _step(code: str, label: str, rows: Sequence[Record]) -> Bar:
    amount, documents = (sum(row[name] for row in rows) for name in ("amount", "documents"))
    return Bar(code, label, OMNI if amount > 0 else LEDGER, amount, documents, None, amount)


def list_causes(code: str, legs: Sequence[Leg], bars: Sequence[Bar]) -> list[str]:
    """Return the causes that a bar represents: its own cause, or all those grouped into it, or none for a balance."""
    if not code.startswith(SMALLER):
        return [code] if code and code != UNEXPLAINED else []
    leg = next(leg for leg in legs if SMALLER + leg.name == code)
    codes = {bar.code for bar in bars}
    return [row["cause_id"] for row in leg.causes if row["cause_id"] not in codes]


def list_rows(legs: Sequence[Leg], before: Mapping[tuple[str, str], Decimal], period: str) -> list[Record]:
    """Return every cause in every leg, with its share of the money between the two sides and last month's amount."""
    whole = sum((abs(row["amount"] or 0) for leg in legs for row in leg.rows), Decimal(0))
    rows = [(leg, row) for leg in legs for row in [*leg.causes, *_unexplained_rows(leg)]]
    return [_line(leg, row, whole, before, period) for leg, row in rows]


def _unexplained_rows(leg: Leg) -> list[Record]:
    return [row for row in leg.rows if row["cause_id"] == UNEXPLAINED]


def _line(leg: Leg, row: Record, whole: Decimal, before: Mapping[tuple[str, str], Decimal], period: str) -> Record:
    found = cause(row["cause_id"], period)
    return {
        "leg": LEG_NAMES[leg.name],
        "name": found.name,
        "count": row["documents"],
        "money": row["amount"],
        "share": (abs(row["amount"] or 0) * 100 / whole).quantize(Decimal("0.1")) if whole else None,
        "last": before.get((leg.name, row["cause_id"])),
        "clears": None if found.code == UNEXPLAINED else _say_clearing(row["documents"], row["_clearing_documents"]),
    }


def _say_clearing(documents: int, clearing: int) -> str:
    """Return how many of a cause's documents clear automatically."""
    return "no" if not clearing else "yes" if clearing == documents else f"{clearing:,} of {documents:,}"


def measure_gap(legs: Sequence[Leg]) -> Decimal | None:
    """Return the first balance less the last."""
    return legs[0].first - legs[-1].last if legs else None


def list_unexplained(legs: Sequence[Leg]) -> list[Decimal]:
    """Return each leg's unexplained amount, because two that cancel out are still two errors."""
    return [leg.unexplained for leg in legs]


def find_largest_cause(legs: Sequence[Leg]) -> str | None:
    """Return the cause with the largest amount in any leg."""
    ranked = [(-abs(row["amount"]), row["cause_id"]) for leg in legs for row in leg.causes]
    return min(ranked)[1] if ranked else None
