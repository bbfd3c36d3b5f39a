"""The bars and the table of a bridge, made of its legs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from close.rules.catalogue import estimated
from close.work.legs import BALANCES, ENDS, LEG_NAMES, Leg
from pages.parts.month.causes import UNEXPLAINED, cause
from pages.parts.words import say_count

# Twelve causes on two legs, with their balances and unexplained amounts: few enough to leave room for their documents.
MOST_BARS = 17
BALANCE, OMNI, LEDGER, REST = "Balance", "The balance above is higher", "The balance below is higher", "Unexplained"
SMALLER = "smaller:"
TABLE = {
    "name": "Cause",
    "money": "Amount",
    "count": "Documents",
    "leg": "Leg",
    "share": "Share %",
    "last": "Last month",
    "clears": "Clears by itself",
}

Record = dict[str, Any]


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
    steps = [_step(row["cause_id"], _name(row["cause_id"], period), [row]) for row in own]
    return steps + ([_step(SMALLER + leg.name, say_count(len(folded), "smaller cause"), folded)] if folded else [])


def _name(code: str, period: str) -> str:
    """Return the name of a cause, and that its amount is an estimate if it is one."""
    name = cause(code, period).name
    return f"{name}, estimated" if code in estimated() else name


def _step(code: str, label: str, rows: Sequence[Record]) -> Bar:
    amount, documents = (sum(row[name] for row in rows) for name in ("amount", "documents"))
    return Bar(code, label, OMNI if amount > 0 else LEDGER, amount, documents, None, amount)


def list_causes(code: str, legs: Sequence[Leg], bars: Sequence[Bar]) -> list[str]:
    """Return the causes that a bar represents: its own cause, or all those grouped into it.

    It is empty for a balance, and the unexplained amount represents itself.
    """
    if not code.startswith(SMALLER):
        return [code] if code else []
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
        "name": _name(found.code, period),
        "count": row["documents"],
        "money": row["amount"],
        "share": (abs(row["amount"] or 0) * 100 / whole).quantize(Decimal("0.01")) if whole else None,
        "last": before.get((leg.name, row["cause_id"])),
        "clears": None if found.code == UNEXPLAINED else _say_clearing(row["documents"], row["_clearing_documents"]),
    }


def _say_clearing(documents: int, clearing: int) -> str:
    """Return how many of a cause's documents clear automatically."""
    return "no" if not clearing else "yes" if clearing == documents else f"{clearing:,} of {documents:,}"


def find_largest_cause(legs: Sequence[Leg]) -> str | None:
    """Return the cause with the largest amount in any leg."""
    ranked = [(-abs(row["amount"]), row["cause_id"]) for leg in legs for row in leg.causes]
    return min(ranked)[1] if ranked else None
