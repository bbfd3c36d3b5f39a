"""On which side an account grows, where a file states amounts and balances on the account's own side.

1 where a debit is positive, -1 where a credit is, None where nothing tells. Only evidence counts: the role that the
settings give the account, double entry against accounts that are known, how its balance runs, and types of
transactions that QuickBooks posts to one kind of account only.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

import pyarrow as pa

from close.errors import Refused
from close.store.datasets import MONEY, TEXT
from close.store.warehouse import Settings
from loaders.cells.columns import letters, translate
from loaders.layouts.description import Rows
from loaders.ledger.book.accounts import Owner
from loaders.ledger.book.roles import list_spellings, make_bare

_OF_ROLES = {
    "inventory": 1,
    "cogs": 1,
    "landed_costs": 1,
    "adjustments": 1,
    "receivable": 1,
    "revenue": -1,
    "payable": -1,
}
_OF_NAMES = {"(a/r)": 1, "(a/p)": -1}
# Types, and whether they add to the account or take from it, that meet in one kind of account only: money and
# receivables, stock, payables, costs.
_OF_TYPES = (
    ({"payment+"}, 1),
    ({"payment-"}, 1),
    ({"inventoryqtyadjust+"}, 1),
    ({"inventoryqtyadjust-"}, 1),
    ({"bill+", "billpayment-"}, -1),
    ({"bill+", "expense+"}, 1),
    ({"bill+", "check+"}, 1),
    ({"bill+", "cheque+"}, 1),
)
NOTHING = pa.scalar(Decimal(0), MONEY)
_CLEAR = 20

Sides = list[int | None]


class SideUnknown(Refused):
    """The amounts of an account cannot be told to be debits or credits."""

    def __init__(self, accounts: Sequence[tuple[str, int]]) -> None:
        listed = ", ".join(f'"{name}" (line {line})' for name, line in accounts)
        super().__init__(
            "This report has one Amount column: plus means more of the account, a debit in one and a credit in "
            f"another, and nothing here tells which it is for {listed}. In QuickBooks, open the report, choose "
            "Customise > Rows/Columns, tick Debit and Credit, and export it again."
        )


def find_sides(owners: Sequence[Owner | None], settings: Settings | None) -> Sides:
    """From the roles of the settings, by code or name; and from the names that QuickBooks gives control accounts."""
    roles = _meant(settings)
    sides: Sides = []
    for owner in owners:
        texts = [part for part in owner or () if part]
        known = (roles[bare] for text in texts if (bare := make_bare(text)) in roles)
        named = (side for mark, side in _OF_NAMES.items() if any(mark in text.casefold() for text in texts))
        sides.append(next(known, next(named, None)))
    return sides


def _meant(settings: Settings | None) -> dict[str, int]:
    """Codes and names, and both in one, of the settings; those that accounts of either side go by mean nothing."""
    meant: defaultdict[str, set[int]] = defaultdict(set)
    for role, code, name in settings.accounts if settings else ():
        for text in list_spellings(code, name):
            meant[text].add(_OF_ROLES[role])
    return {text: sides.pop() for text, sides in meant.items() if len(sides) == 1}


def follow_balances(
    sides: Sides, where: pa.Array, nets: pa.Array, balances: pa.Array, openings: Mapping[int, Decimal]
) -> Sides:
    """Debits and credits are stated: the side on which the balance grows by them."""
    votes: defaultdict[int, Counter[int]] = defaultdict(Counter)
    before: dict[int, Decimal | None] = dict(openings)
    for place, net, balance in zip(where.to_pylist(), nets.to_pylist(), balances.to_pylist(), strict=True):
        last = before.get(place)
        if last is not None and balance is not None and net:
            votes[place].update(side for side in (1, -1) if balance - last == side * net)
        before[place] = balance
    return [side or _elect(votes[place]) for place, side in enumerate(sides)]


def balance_transactions(sides: Sides, where: pa.Array, rows: Rows) -> Sides:
    """Amounts are stated: of a transaction with one unknown account, the side on which it balances."""
    found, groups = list(sides), _transactions(where, rows)
    while None in found:
        votes: defaultdict[int, Counter[int]] = defaultdict(Counter)
        for amounts in groups:
            unknown = [place for place in amounts if not found[place]]
            if len(unknown) == 1 and len(amounts) > 1 and (amount := amounts[unknown[0]]):
                rest = sum(value * (found[place] or 0) for place, value in amounts.items())
                votes[unknown[0]].update(side for side in (1, -1) if rest + side * amount == 0)
        elected = {place: side for place, count in votes.items() if (side := _elect(count))}
        if not elected:
            break
        found = [side or elected.get(place) for place, side in enumerate(found)]
    return found


def meet_types(sides: Sides, where: pa.Array, rows: Rows) -> Sides:
    """The side of the kind of account in which its types of transactions meet, where only one does."""
    words = translate(rows["source_type"], _word, TEXT)[0]
    table = pa.table({"where": where, "type": words, "amount": rows["amount"]})
    summed = table.group_by(["where", "type"]).aggregate([("amount", "sum")])
    held: defaultdict[int, set[str]] = defaultdict(set)
    for place, word, amount in zip(
        *(summed[name].to_pylist() for name in ("where", "type", "amount_sum")), strict=True
    ):
        held[place].add(f"{word}{'-' if (amount or 0) < 0 else '+'}")
    return [side or _of_types(held[place]) for place, side in enumerate(sides)]


def _word(text: str) -> str:
    word = letters(text)
    return "billpayment" if word.startswith("billpayment") else word


def _of_types(held: set[str]) -> int | None:
    meant = {side for types, side in _OF_TYPES if types <= held}
    return meant.pop() if len(meant) == 1 else None


def _transactions(where: pa.Array, rows: Rows) -> list[dict[int, Decimal]]:
    """Account -> amount, by day, type and number. What these do not tell apart still balances together."""
    groups: defaultdict[tuple[object, ...], defaultdict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    columns = (rows[name].to_pylist() for name in ("entry_date", "source_type", "reference"))
    for day, kind, number, place, amount in zip(*columns, where.to_pylist(), rows["amount"].to_pylist(), strict=True):
        groups[day, kind, number][place] += amount or Decimal(0)
    return [dict(group) for group in groups.values()]


def _elect(votes: Counter[int]) -> int | None:
    """The side that nearly all evidence speaks for."""
    if not votes:
        return None
    (side, most), *others = votes.most_common()
    return side if not others or others[0][1] * _CLEAR <= most else None
