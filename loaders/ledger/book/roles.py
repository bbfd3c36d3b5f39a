"""The accounts that the settings mean, among those of a file. What counts is decided in sql/models/account_roles."""

import re
from collections.abc import Iterable, Iterator

from close.store.warehouse import Settings
from loaders.layouts.description import Check
from loaders.layouts.recognition import normalise
from loaders.ledger.book.accounts import Owner

_MOVED_MONTHLY = ("inventory", "cogs", "revenue", "receivable", "payable")


def make_bare(text: str) -> str:
    """A code or name without what Excel and people take from it or add to it: 0630 and 630.0 are 630."""
    return normalise(re.sub(r"[.]0+$", "", text)).lstrip("0")


def list_spellings(code: str, name: str) -> Iterator[str]:
    """How an account of the settings may be headed, bare."""
    return filter(None, dict.fromkeys(map(make_bare, (code, name, code + name, name + code))))


def find_missing(owners: Iterable[Owner], settings: Settings | None) -> Check | None:
    """Of a file that holds all accounts: those of the settings that it does not. One wrong code hides a whole leg."""
    held = {make_bare(text) for owner in owners for text in owner if text}
    given = [entry for entry in (settings.accounts if settings else ()) if entry[0] in _MOVED_MONTHLY]
    found = {role for role, code, name in given if held.intersection(list_spellings(code, name))}
    lost = [f"{role} ({' '.join(filter(None, told))})" for role, *told in given if role not in found]
    if not lost:
        return Check("Accounts", "passed", "it holds the accounts that the settings name") if given else None
    listed = ", ".join(lost)
    return Check("Accounts", "not proven", f"the settings name accounts that are not in it: {listed}")
