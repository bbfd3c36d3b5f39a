"""Eligibility for COGS: the conditions under which Omni calculates the cost of a document.

The rule: cogs.md#conditions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pages.parts.words import say, say_money

MOVE = {"SO": "Fully Dispatched date", "CN": "Completed Date"}
BOOK = {"SO": "Invoice Date", "CN": "Credit Note Date"}
DONE = {"IMPORTED", "DO_NOT_IMPORT"}


@dataclass(frozen=True)
class Condition:
    """One condition, what the document has for it, and whether it holds; None where it does not apply."""

    words: str
    found: str
    holds: bool | None


def check_conditions(row: Mapping[str, Any], third_party_poster: bool) -> list[Condition]:
    """The conditions in the order in which they are looked at, each by itself: more than one may fail."""
    kind = row["doc_type"]
    moved, booked = row["move_date"], row["acct_date"]
    inputs = [
        Condition(f"{MOVE[kind]} is set", str(moved or "no date"), moved is not None),
        Condition(f"{BOOK[kind]} is set", str(booked or "no date"), booked is not None),
        _check_quantities(row),
        Condition("Status is Imported or Do Not Import", str(say(row["status"] or "blank")), row["status"] in DONE),
        _check_batch(row, third_party_poster),
    ]
    return [*inputs, _check_cost(row, all(condition.holds is not False for condition in inputs))]


def _check_quantities(row: Mapping[str, Any]) -> Condition:
    ordered, moved = row["qty_ordered"], row["qty_moved"]
    found = f"{_say_quantity(moved)} of {_say_quantity(ordered)}"
    return Condition("The quantity moved equals the quantity ordered on every line", found, ordered == moved)


def _check_batch(row: Mapping[str, Any], third_party_poster: bool) -> Condition:
    words = "Do Not Import has a payment batch reference"
    if row["status"] != "DO_NOT_IMPORT":
        return Condition(words, "not applicable", None)
    if third_party_poster and not row["payment_batch_ref"]:
        return Condition(words, "another product posts the sales", None)
    return Condition(words, row["payment_batch_ref"] or "none", bool(row["payment_batch_ref"]))


def _check_cost(row: Mapping[str, Any], is_eligible: bool) -> Condition:
    """The outcome: a failure of its own only where nothing else fails."""
    words = "COGS is generated, and not zero"
    found = "blank" if row["cogs"] is None else say_money(row["cogs"])
    if row["cogs"]:
        return Condition(words, found, True)
    return Condition(words, found if is_eligible else f"{found}, as a consequence", False if is_eligible else None)


def _say_quantity(quantity: Decimal | None) -> str:
    return "–" if quantity is None else f"{quantity.normalize():,f}"
