"""What the settings say of the accounts in a file: whether they are all there, and on which side their role grows.

Which account finally counts for a role is decided in sql/sources/account_roles.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from close.store.warehouse import Settings
from loaders.layouts.description import Check
from loaders.layouts.recognition import normalise
from loaders.ledger.layouts.account_names import Account

_MOVED_MONTHLY = ("inventory", "cogs", "revenue", "receivable", "payable")
_SIDES = {  # of customers' deposits a credit is positive, of those paid to suppliers a debit: they have none
    "inventory": 1,
    "cogs": 1,
    "landed_costs": 1,
    "adjustments": 1,
    "receivable": 1,
    "revenue": -1,
    "payable": -1,
}
# The names that QuickBooks gives its control accounts.
_SIDES_OF_NAMES = {"(a/r)": 1, "(a/p)": -1}


def find_missing(accounts: Iterable[Account], settings: Settings | None) -> Check | None:
    """Name the accounts of the settings that a file of all accounts lacks. One wrong code hides a whole leg."""
    held = {_make_bare(text) for account in accounts for text in account if text}
    given = [entry for entry in (settings.accounts if settings else ()) if entry[0] in _MOVED_MONTHLY]
    found = {role for role, code, name in given if held.intersection(_list_spellings(code, name))}
    lost = [f"{role} ({' '.join(filter(None, names))})" for role, *names in given if role not in found]
    if not lost:
        return Check("Accounts", "passed", "it holds the accounts that the settings name") if given else None
    return Check("Accounts", "not proven", f"the settings name accounts that are not in it: {', '.join(lost)}")


def find_sides(accounts: Sequence[Account | None], settings: Settings | None) -> list[int | None]:
    """Return the side of each account, from its role in the settings, else from a control account's name.

    1 where a debit is positive, -1 where a credit is, None where neither settings nor name decide.
    """
    by_role = _find_sides_of_roles(settings)
    sides: list[int | None] = []
    for account in accounts:
        texts = [part for part in account or () if part]
        known = (by_role[bare] for text in texts if (bare := _make_bare(text)) in by_role)
        by_name = (side for mark, side in _SIDES_OF_NAMES.items() if any(mark in text.casefold() for text in texts))
        sides.append(next(known, next(by_name, None)))
    return sides


def _find_sides_of_roles(settings: Settings | None) -> dict[str, int]:
    """Spelling of an account -> side. A spelling that accounts of either side share decides none."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for role, code, name in settings.accounts if settings else ():
        for text in _list_spellings(code, name):
            found[text].add(_SIDES.get(role, 0))
    return {text: sides.pop() for text, sides in found.items() if len(sides) == 1 and 0 not in sides}


def _list_spellings(code: str, name: str) -> Iterator[str]:
    """How an account of the settings may be headed, bare."""
    return filter(None, dict.fromkeys(map(_make_bare, (code, name, code + name, name + code))))


def _make_bare(text: str) -> str:
    """A code or name without what Excel and people take from it or add to it: 0630 and 630.0 are 630."""
    return normalise(re.sub(r"[.]0+$", "", text)).lstrip("0")
