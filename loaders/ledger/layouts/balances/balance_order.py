"""The running balances of one account: whether each follows from another, in whatever order the rows are listed.

Amounts are integers in units of a ten-thousandth, as in `running_balances`.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from loaders.ledger.layouts.balances.running_balances import count_cents

CENT = 100
_MANY = 3


class Rows(NamedTuple):
    """The entries of an account: their lines, movements and balances. Blank balances are null."""

    lines: pa.Array
    net: pa.Array
    balance: pa.Array


class Step(NamedTuple):
    """A stated balance: its line, the balance before it according to its movement, and the balance."""

    line: int
    before: int
    balance: int


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


def read_order(rows: Rows, opening: int) -> Order:
    """Return the order of an account's balances. Rows may be listed in any order, and blank balances are passed over.

    A balance may be on either side, or state only its amount. `opening` is the stated opening balance, or 0.
    """
    listed = (rows, _reverse(rows))
    ways = [_Way.read(each, side) for each in listed for side in (1, -1)]
    way = min(ways, key=lambda one: one.gaps.true_count)
    breaks, is_other = way.list_steps(way.gaps), way.is_rounded or any(one.starts_again for one in ways)
    if len(breaks) > 1:  # a single break is the gap of a missing row, which no other order explains
        unmatched, way = min(((one.find_unmatched(), one) for one in ways), key=lambda pair: pair[0].true_count)
        breaks = way.list_steps(unmatched)[1:]
    if not breaks or any(map(_are_unsigned, listed)):
        return Order((), len(rows.lines))
    if is_other:
        return Order(tuple(breaks), 0)
    starts = {0, count_cents(abs(opening))}
    moving = pc.not_equal(way.net.slice(1), 0).true_count + (count_cents(abs(way.before[0].as_py())) in starts)
    return Order(tuple(breaks), max(moving - len(breaks), 0))


def starts_at(rows: Rows, opening: int | None) -> bool:
    """Return True if amounts on the account's own side lead from the opening balance through all stated balances.

    The rows may be listed in any order. Without a known opening balance, all balances but the first must follow. With
    blank balances, only the order of the rows and its reverse are tried.
    """
    ways = [_Way.read(each, 1) for each in (rows, _reverse(rows))]
    starts = {count_cents(way.before[0].as_py()) for way in ways if not way.gaps.true_count}
    if starts:
        return opening is None or count_cents(opening) in starts
    if rows.balance.null_count:
        return False
    unmatched = [count_cents(step.before) for step in ways[0].list_steps(ways[0].find_unmatched())]
    return unmatched == [count_cents(opening)] if opening is not None else len(unmatched) == 1


def list_onwards(rows: Rows) -> Rows:
    """Return the rows with the oldest first, as most of their balances show."""
    return min((rows, _reverse(rows)), key=lambda one: _Way.read(one, 1).gaps.true_count)


def _reverse(rows: Rows) -> Rows:
    return Rows(*(column[::-1] for column in rows))


@dataclass(frozen=True)
class _Way:
    """The stated balances of an account in one order and on one side: their lines, movements and balances before."""

    lines: pa.Array
    net: pa.Array
    balance: pa.Array
    before: pa.Array

    @classmethod
    def read(cls, rows: Rows, side: int) -> "_Way":
        """Read the balances, each with the movement since the one before it. `side` is 1 if debits add to them."""
        stated = rows.balance.is_valid()
        moved = pc.cumulative_sum(rows.net).filter(stated)
        net = pc.subtract(moved, pa.concat_arrays([pa.array([0], pa.int64()), moved.slice(0, len(moved) - 1)]))
        balance = rows.balance.filter(stated)
        return cls(rows.lines.filter(stated), net, balance, pc.subtract(balance, pc.multiply(net, side)))

    @property
    def _apart(self) -> pa.Array:
        """The distance of each balance from the one listed before it and its movement. The first one follows none."""
        apart = pc.abs(pc.subtract(self.before.slice(1), self.balance.slice(0, len(self.balance) - 1)))
        return pa.concat_arrays([pa.array([0], pa.int64()), apart])

    @property
    def gaps(self) -> pa.Array:
        """A mask of the balances that do not follow from the one listed before them."""
        return pc.greater_equal(self._apart, CENT)

    @property
    def is_rounded(self) -> bool:
        """True if balances are a cent off again and again, because the report adds up unrounded amounts."""
        off = self._apart.filter(self.gaps)
        return len(off) >= _MANY and pc.max(off).as_py() <= CENT

    @property
    def starts_again(self) -> bool:
        """True if each gap is a start at zero, as in balances of each contact, month or document."""
        before = self.before.filter(self.gaps)
        return len(before) > 1 and not pc.any(pc.not_equal(before, 0)).as_py()

    def find_unmatched(self) -> pa.Array:
        """Return a mask of the balances that follow from no other at all. In any order, only the first one does not."""
        left = Counter(map(count_cents, self.balance.to_pylist()))
        return pa.array(_list_unmatched(left, map(count_cents, self.before.to_pylist())), pa.bool_())

    def list_steps(self, mask: pa.Array) -> list[Step]:
        """Return the balances that a mask selects."""
        columns = (column.filter(mask).to_pylist() for column in (self.lines, self.before, self.balance))
        return list(map(Step, *columns))


def _list_unmatched(left: Counter[int], befores: Iterator[int]) -> Iterator[bool]:
    for before in befores:
        yield left[before] <= 0
        left[before] -= 1


def _are_unsigned(rows: Rows) -> bool:
    """Return True if the balances follow in the order of the rows once those on the other side are negative."""
    stated = rows.balance.is_valid()
    balance, moved = rows.balance.filter(stated), pc.cumulative_sum(rows.net).filter(stated)
    if pc.min(balance).as_py() < 0:
        return False
    starts = (sign * balance[0].as_py() - moved[0].as_py() for sign in (1, -1))
    return any(not pc.any(pc.greater_equal(_compare(balance, moved, start), CENT)).as_py() for start in starts)


def _compare(balance: pa.Array, moved: pa.Array, start: int) -> pa.Array:
    return pc.abs(pc.subtract(pc.abs(pc.add(moved, start)), balance))
