"""Opening balances that a ledger does not state: what its running balances imply.

A running balance starts at the opening balance, or at zero if a report runs over its own rows only. Where every account
would open at zero the two cannot be told apart, and no opening is implied.
"""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

import pyarrow as pa

from loaders.layouts.description import Values
from loaders.layouts.totals import cents
from loaders.ledger.layouts.accounts import LedgerAccounts
from loaders.ledger.layouts.sides import Sides

Steps = list[tuple[Decimal, Decimal | None]]  # what an entry moves, debit positive, and the balance after it


def imply_openings(
    ledger: LedgerAccounts, amounts: Values, balances: pa.Array, sides: Sides, roles: Sides
) -> list[Decimal | None]:
    """Return the opening of each account that states none, debit positive; None where its balances do not prove one.

    `sides`: where balances are known to be; `roles`: where accounts have theirs, which decides for those of debits.
    """
    steps: defaultdict[int, Steps] = defaultdict(list)
    columns = (amounts["debit"].to_pylist(), amounts["credit"].to_pylist(), balances.to_pylist())
    for number, debit, credit, balance in zip(ledger.account_of_entry.to_pylist(), *columns, strict=True):
        steps[number].append((debit - credit, balance))
    found = [
        None if section.opening else _imply(steps[number], side, role)
        for number, (section, side, role) in enumerate(zip(ledger.sections, sides, roles, strict=True))
    ]
    return found if any(found) else [None] * len(found)


def _imply(steps: Steps, side: int | None, role: int | None) -> Decimal | None:
    """The balance before the first entry, where all balances agree on it and on the side that they are on."""
    possible = {way: opening for way in ((side,) if side else (1, -1)) if (opening := _start(steps, way)) is not None}
    if len(possible) == 1:
        ((way, opening),) = possible.items()
        return opening * way
    return possible.get(1) if role == 1 else None


def _start(steps: Sequence[tuple[Decimal, Decimal | None]], side: int) -> Decimal | None:
    """The balance before the first step, on a side; None if the balances do not run on it."""
    moved, starts = Decimal(0), set()
    for net, balance in steps:
        moved += side * net
        if balance is not None:
            starts.add(cents(balance - moved))
    return starts.pop() if len(starts) == 1 else None
