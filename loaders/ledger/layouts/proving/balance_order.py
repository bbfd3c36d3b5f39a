"""The running balances of one account: whether each follows from another, in whatever order the rows are listed.

Amounts are integers in units of a ten-thousandth, as in `running_balances`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

CENT = 100
_MANY = 3


class Row(NamedTuple):
    """An entry: its line, its movement and its balance. A blank balance is None."""

    line: int
    net: int
    balance: int | None


class Step(NamedTuple):
    """A stated balance: its line, the balance before it according to its movement, and the balance."""

    line: int
    before: int
    balance: int
    moves: bool


@dataclass(frozen=True)
class Order:
    """The balances that follow from no other, apart from the first one, and the number of those that do.

    An opening balance that the first one follows from counts as well.
    """

    breaks: tuple[Step, ...]
    follows: int

    @property
    def is_contradicted(self) -> bool:
        """True if most balances follow. If they do not, the column is something else, such as a foreign balance."""
        return bool(self.breaks) and self.follows >= len(self.breaks)


def read_order(rows: Sequence[Row], opening: int) -> Order:
    """Return the order of an account's balances. Rows may be listed in any order, and blank balances are passed over.

    A balance may be on either side, or state only its amount. `opening` is the stated opening balance, or 0.
    """
    ways = [list(_list_steps(listed, side)) for listed in (rows, rows[::-1]) for side in (1, -1)]
    steps = min(ways, key=lambda way: len(_find_breaks(way)))
    breaks, is_rounded = _find_breaks(steps), _are_rounded(steps)
    if len(breaks) > 1:  # a single break is the gap of a missing row, which no other order explains
        steps = min(ways, key=lambda way: len(_find_unmatched(way)))
        breaks = _find_unmatched(steps)[1:]
    if not breaks or _are_unsigned(rows) or _are_unsigned(rows[::-1]):
        return Order((), len(rows))
    if is_rounded or any(map(_starts_again, ways)):
        return Order(tuple(breaks), 0)
    starts = {0, _count_cents(abs(opening))}
    moving = sum(step.moves for step in steps[1:]) + (_count_cents(abs(steps[0].before)) in starts)
    return Order(tuple(breaks), max(moving - len(breaks), 0))


def _list_steps(rows: Iterable[Row], side: int) -> Iterator[Step]:
    """Return the stated balances, each with the movement of the rows since the one before it."""
    net = 0
    for row in rows:
        net += row.net
        if row.balance is not None:
            yield Step(row.line, row.balance - side * net, row.balance, bool(net))
            net = 0


def _find_breaks(steps: Sequence[Step]) -> list[Step]:
    """Return the balances that do not follow from the one listed before them."""
    return [step for above, step in pairwise(steps) if abs(step.before - above.balance) >= CENT]


def _are_rounded(steps: Sequence[Step]) -> bool:
    """Return True if balances are a cent off again and again, because the report adds up unrounded amounts."""
    apart = [abs(step.before - above.balance) for above, step in pairwise(steps)]
    off = [cents for cents in apart if cents >= CENT]
    return len(off) >= _MANY and max(off) <= CENT


def _starts_again(steps: Sequence[Step]) -> bool:
    """Return True if each gap is a start at zero, as in balances of each contact, month or document."""
    breaks = _find_breaks(steps)
    return len(breaks) > 1 and not any(step.before for step in breaks)


def _find_unmatched(steps: Sequence[Step]) -> list[Step]:
    """Return the balances that follow from no other at all. In any order, only the first one does not."""
    left, unmatched = Counter(_count_cents(step.balance) for step in steps), []
    for step in steps:
        before = _count_cents(step.before)
        if left[before]:
            left[before] -= 1
        else:
            unmatched.append(step)
    return unmatched


def _are_unsigned(rows: Sequence[Row]) -> bool:
    """Return True if the balances follow in the order of the rows once those on the other side are negative."""
    stated = [row.balance for row in rows if row.balance is not None]
    if min(stated, default=0) < 0:
        return False
    return any(_follows_unsigned(rows, sign) for sign in (1, -1))


def _follows_unsigned(rows: Sequence[Row], sign: int) -> bool:
    signed: int | None = None
    for row in rows:
        signed = None if signed is None else signed + row.net
        if row.balance is None:
            continue
        if signed is None:
            signed = sign * row.balance
        elif abs(abs(signed) - row.balance) >= CENT:
            return False
    return True


def _count_cents(units: int) -> int:
    return (abs(units) + 50) // 100 * (-1 if units < 0 else 1)
