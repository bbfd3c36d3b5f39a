"""Comparison of a file's accounts with the settings: whether any is missing, and the side on which each increases.

The final choice of the account for each role is made in sql/sources/account_roles.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from close.store.warehouse import Settings
from loaders.layouts.description import Check
from loaders.layouts.recognition import normalise
from loaders.ledger.layouts.account_names import Account

_MOVED_MONTHLY = ("inventory", "cogs", "revenue", "receivable", "payable")
_SIDES = {  # Customer deposits are credits and supplier deposits are debits, so deposits have no fixed side.
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
    """List the settings' accounts that are missing from a file of all accounts.

    A single wrong code would hide one side of the reconciliation.
    """
    spellings = {_make_bare(text) for account in accounts for text in account if text}
    given = [entry for entry in (settings.accounts if settings else ()) if entry[0] in _MOVED_MONTHLY]
    roles_found = {role for role, code, name in given if spellings.intersection(_list_spellings(code, name))}
    lost = [f"{role} ({' '.join(filter(None, names))})" for role, *names in given if role not in roles_found]
    if not lost:
        return Check("Accounts", "passed", "it contains the accounts in the settings") if given else None
    return Check("Accounts", "not proven", f"it lacks these accounts from the settings: {', '.join(lost)}")


def find_sides(accounts: Sequence[Account | None], settings: Settings | None) -> list[int | None]:
    """Return the side of each account, from its role in the settings, or else from the name of a control account.

    The side is 1 if debits are positive, -1 if credits are, or None if neither the settings nor the name decides.
    """
    by_role = _find_sides_of_roles(settings)
    sides: list[int | None] = []
    for account in accounts:
        texts = [part for part in account or () if part]
        sides_by_role = (by_role[bare] for text in texts if (bare := _make_bare(text)) in by_role)
        by_name = (side for mark, side in _SIDES_OF_NAMES.items() if any(mark in text.casefold() for text in texts))
        sides.append(next(sides_by_role, next(by_name, None)))
    return sides


def _find_sides_of_roles(settings: Settings | None) -> dict[str, int]:
    """Return the side for each spelling of an account. A spelling shared by accounts on both sides is left out."""
    sides_by_spelling: defaultdict[str, set[int]] = defaultdict(set)
    for role, code, name in settings.accounts if settings else ():
        for text in _list_spellings(code, name):
            sides_by_spelling[text].add(_SIDES.get(role, 0))
    return {text: sides.pop() for text, sides in sides_by_spelling.items() if len(sides) == 1 and 0 not in sides}


def _list_spellings(code: str, name: str) -> Iterator[str]:
    """Return the possible headings of an account in the settings, in bare form."""
    return filter(None, dict.fromkeys(map(_make_bare, (code, name, code + name, name + code))))


def _make_bare(text: str) -> str:
    """Strip the changes that Excel and users make to a code or name: 0630 and 630.0 both become 630."""
    return normalise(re.sub(r"[.]0+$", "", text)).lstrip("0")
