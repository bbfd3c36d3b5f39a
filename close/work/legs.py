"""The legs of a bridge, each from one balance to the next with the causes in between."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from close.rules.catalogue import NOT_COMPARED, UNEXPLAINED, estimated, name_cause, unseen
from close.texts import agree, list_words, say_count, say_money

BALANCES = {
    "hsv": "Historic stock valuation",
    "sohr_closing": "Reconciliation balance",
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
    def size(self) -> Decimal:
        """The amounts of all causes and of what is unexplained, without signs: what each of them is a share of."""
        return sum((abs(row["amount"]) for row in self.causes), abs(self.unexplained))

    @property
    def estimates(self) -> list[Record]:
        """The causes whose amounts are estimates."""
        return [row for row in self.causes if row["cause_id"] in estimated()]

    @property
    def is_known(self) -> bool:
        """True if nothing that its causes need is missing."""
        return not list_unknown(self.rows)


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


def say_leg(leg: Leg) -> str:
    """Return a leg in one sentence: its balances, and how much of the amount between them its causes explain."""
    first, last = (BALANCES[end] for end in ENDS[leg.name])
    ends = f"{first} is {say_money(leg.first)} and {last[0].lower()}{last[1:]} {say_money(leg.last)}"
    return f"{ends}: {_say_explained(leg)}. {say_estimates([leg])}".rstrip()


def _say_explained(leg: Leg) -> str:
    """Return how much the causes explain of the amount between the balances. They may explain more than there is."""
    between, sign, count = abs(leg.first - leg.last), -1 if leg.first < leg.last else 1, len(leg.causes)
    if leg.is_known and not between and not count:
        return "the two agree"
    rest, causes = sign * leg.unexplained, f"{say_count(count, 'cause')} {agree(count, 'explains', 'explain')}"
    if leg.is_known and rest < 0:
        return f"{causes} {say_money(-rest)} more than the {say_money(between)} between them"
    left = f"{say_money(leg.unexplained)} is unexplained" if leg.is_known else "the rest is unknown"
    return f"{causes} {say_money(between - rest)} of the {say_money(between)} between them, and {left}"


def measure_gap(legs: Sequence[Leg]) -> Decimal | None:
    """Return the first balance less the last."""
    return legs[0].first - legs[-1].last if legs else None


def list_unexplained(legs: Sequence[Leg]) -> list[Decimal]:
    """Return each leg's unexplained amount, because two that cancel out are still two errors."""
    return [leg.unexplained for leg in legs]


def say_estimates(legs: Iterable[Leg]) -> str:
    """Return a sentence on how much of what is explained is estimated, or an empty string."""
    rows = [row for leg in legs for row in leg.estimates]
    if not rows:
        return ""
    net = sum((row["amount"] for row in rows), Decimal(0))
    names = list_words(f"{name_cause(row['cause_id'])} {say_money(row['amount'])}" for row in rows)
    return f"{say_money(net)} of the explained amount is an estimate: {names}."


def name_bar(code: str) -> str:
    """Return the name of a row of a bridge, and that its amount is an estimate if it is one."""
    return f"{name_row(code)}, estimated" if code in estimated() else name_row(code)


def name_row(code: str) -> str:
    """Return the name of a row of a bridge: the title of its cause with the code, or what is not due to a cause."""
    return unseen()[code].title if code in (UNEXPLAINED, NOT_COMPARED) else name_cause(code)
