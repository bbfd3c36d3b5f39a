"""The shapes of the bridge that a page draws: legs between two balances, and the bars of the waterfall."""

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
# Twenty causes on two legs, with their balances and what is unexplained.
MOST_BARS = 25
BALANCE, OMNI, LEDGER, REST = "Balance", "Omni holds more", "The ledger holds more", "Unexplained"
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
    """Two balances and the rows between them: first less last is the sum of the amounts, `unexplained` among them."""

    name: str
    first: Decimal
    last: Decimal
    rows: tuple[Record, ...]

    @property
    def causes(self) -> list[Record]:
        """The named rows, most money first."""
        return sorted(
            (row for row in self.rows if row["cause_id"] != UNEXPLAINED),
            key=lambda row: (-abs(row["amount"]), row["cause_id"]),
        )

    @property
    def rest(self) -> Decimal:
        """What is left unexplained."""
        return sum((row["amount"] for row in self.rows if row["cause_id"] == UNEXPLAINED), Decimal("0.00"))


@dataclass(frozen=True)
class Bar:
    """A bar of the waterfall. `code` is what picking it asks for; a balance begins at the edge of the picture."""

    code: str
    label: str
    kind: str
    amount: Decimal
    documents: int
    start: Decimal | None
    end: Decimal


def legs(rows: Iterable[Record], balances: Mapping[str, Any]) -> list[Leg]:
    """The legs of the stock bridge that have landed, in the order of the way from Omni to the ledger."""
    found: dict[str, list[Record]] = {}
    for row in rows:
        found.setdefault(row["leg"], []).append(row)
    return [_leg(name, found[name], balances) for name in ENDS if name in found]


def revenue_legs(rows: Sequence[Record], balances: Mapping[str, Any]) -> list[Leg]:
    """The one leg of the revenue bridge; none where the ledger's revenue has not landed."""
    return [_leg("revenue", rows, balances)] if rows else []


def _leg(name: str, rows: Iterable[Record], balances: Mapping[str, Any]) -> Leg:
    first, last = (balances[end] for end in ENDS[name])
    return Leg(name, first, last, tuple(rows))


def bars(found: Sequence[Leg], period: str, most: int = MOST_BARS) -> list[Bar]:
    """The bars from the first balance to the last, at most so many; the smallest causes of a leg become one."""
    if not found:
        return []
    kept, level = _kept(found, most), found[0].first
    drawn = [Bar("", BALANCES[ENDS[found[0].name][0]], BALANCE, level, 0, None, level)]
    for leg in found:
        for step in [*_steps(leg, kept, period), Bar(UNEXPLAINED, "Unexplained", REST, leg.rest, 0, level, level)]:
            drawn.append(_placed(step, level))
            level -= step.amount
        drawn.append(Bar("", BALANCES[ENDS[leg.name][1]], BALANCE, leg.last, 0, None, leg.last))
    return drawn


def _placed(bar: Bar, level: Decimal) -> Bar:
    return Bar(bar.code, bar.label, bar.kind, bar.amount, bar.documents, level, level - bar.amount)


def _kept(found: Sequence[Leg], most: int) -> set[tuple[str, str]]:
    """The causes with a bar of their own: balances, what is unexplained and the folded ones need places, too."""
    ranked = sorted(
        ((abs(row["amount"]), leg.name, row["cause_id"]) for leg in found for row in leg.causes),
        key=lambda item: (-item[0], item[1:]),
    )
    places = most - (2 * len(found) + 1)
    if len(ranked) > places:
        places -= len(found)
    return {(leg, code) for _, leg, code in ranked[:places]}


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


def behind(code: str, found: Sequence[Leg], drawn: Sequence[Bar]) -> list[str]:
    """The causes that a bar stands for: itself, or all that were folded into it; none for a balance."""
    if not code.startswith(SMALLER):
        return [code] if code and code != UNEXPLAINED else []
    leg = next(leg for leg in found if SMALLER + leg.name == code)
    shown = {bar.code for bar in drawn}
    return [row["cause_id"] for row in leg.causes if row["cause_id"] not in shown]


def table(found: Sequence[Leg], before: Mapping[tuple[str, str], Decimal], period: str) -> list[Record]:
    """Every cause of every leg with its share of all the money that parts the two sides, and last month beside it."""
    whole = sum((abs(row["amount"]) for leg in found for row in leg.rows), Decimal(0))
    rows = [(leg, row) for leg in found for row in [*leg.causes, *_rest(leg)]]
    return [_line(leg, row, whole, before, period) for leg, row in rows]


def _rest(leg: Leg) -> list[Record]:
    return [row for row in leg.rows if row["cause_id"] == UNEXPLAINED]


def _line(leg: Leg, row: Record, whole: Decimal, before: Mapping[tuple[str, str], Decimal], period: str) -> Record:
    found = cause(row["cause_id"], period)
    return {
        "leg": LEG_NAMES[leg.name],
        "name": found.name,
        "count": row["documents"],
        "money": row["amount"],
        "share": (abs(row["amount"]) * 100 / whole).quantize(Decimal("0.1")) if whole else None,
        "last": before.get((leg.name, row["cause_id"])),
        "clears": None if found.code == UNEXPLAINED else _say_clearing(row["documents"], row["_clearing_documents"]),
    }


def _say_clearing(documents: int, clearing: int) -> str:
    """How many of the documents of a cause clear by themselves."""
    return "no" if not clearing else "yes" if clearing == documents else f"{clearing:,} of {documents:,}"


def unexplained(found: Sequence[Leg]) -> Decimal:
    """What the legs leave unexplained, each without its sign: one does not make up for another."""
    return sum((abs(leg.rest) for leg in found), Decimal(0))


def gap(found: Sequence[Leg]) -> Decimal | None:
    """The first balance less the last."""
    return found[0].first - found[-1].last if found else None


def rest(found: Sequence[Leg]) -> list[Decimal]:
    """What is unexplained, leg by leg: two that cancel out are not nothing."""
    return [leg.rest for leg in found]


def largest(found: Sequence[Leg]) -> str | None:
    """The cause with most money of any leg."""
    ranked = [(-abs(row["amount"]), row["cause_id"]) for leg in found for row in leg.causes]
    return min(ranked)[1] if ranked else None
