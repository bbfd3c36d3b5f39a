"""The parts of a digest: entries, each a sentence with the facts in it, under titles."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from close.texts import say_money


@dataclass(frozen=True)
class Entry:
    """One piece of news. `facts` are the values in its sentence, for programs."""

    words: str
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Section:
    """The entries under one title. `key` is its name in JSON, and `otherwise` is printed if there are none."""

    key: str
    title: str
    otherwise: str
    entries: tuple[Entry, ...]


def join_words(parts: Iterable[str | None]) -> str:
    """Return the parts that are not blank, separated by commas."""
    return ", ".join(part for part in parts if part)


def say_amount(amount: Decimal | None, currency: str) -> str:
    """Return an amount in words. A blank is unknown, not zero."""
    return "an unknown amount" if amount is None else say_money(amount, currency)
