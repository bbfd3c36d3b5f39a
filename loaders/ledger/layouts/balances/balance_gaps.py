"""The gaps between the running balances of an account, read as columns and in the order of the file."""

from collections import defaultdict
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from loaders.ledger.layouts.balances.balance_order import CENT, Step
from loaders.ledger.layouts.balances.running_balances import Parts, list_runs


@dataclass
class Gaps:
    """The number of balances of an account that do not follow from the one above, if debits or if credits add to them.

    `steps` counts the balances with another one above. `start` is the first balance. It was zero before, if it is the
    amount of the rows up to it. `first_moved` is their movement, `moved` that of all entries, and `last` the last
    balance with the movement up to it.
    """

    debit: int = 0
    credit: int = 0
    steps: int = 0
    start: Step | None = None
    first_moved: int = 0
    moved: int = 0
    last: tuple[int, int] | None = None

    @property
    def has_any(self) -> bool:
        """True if some balances do not follow, whichever side adds to them."""
        return bool(min(self.debit, self.credit))

    def add(self, net: pa.Array, balance: pa.Array, lines: pa.Array) -> None:
        """Add the account's entries of a part."""
        moved = pc.add(pc.cumulative_sum(net), self.moved)
        self.moved = moved[-1].as_py()
        stated = balance.is_valid()
        balances, moves = balance.filter(stated), moved.filter(stated)
        if not len(balances):
            return
        first = (balances[0].as_py(), moves[0].as_py())
        if self.last is None:
            before = first[0] - first[1] if abs(abs(first[0]) - abs(first[1])) >= CENT else 0
            self.first_moved = first[1]
            self.start = Step(lines.filter(stated)[0].as_py(), before, first[0])
        self.steps += len(balances) - (self.last is None)
        above = self.last or first
        self.last = (balances[-1].as_py(), moves[-1].as_py())
        steps, nets = (_subtract(column, one) for column, one in zip((balances, moves), above, strict=True))
        self.debit += _count_apart(pc.subtract(steps, nets))
        self.credit += _count_apart(pc.add(steps, nets))


def count_gaps(parts: Parts) -> dict[int, Gaps]:
    """Return the gaps of each account that has entries."""
    gaps: defaultdict[int, Gaps] = defaultdict(Gaps)
    for account, net, balance, lines in list_runs(parts):
        gaps[account].add(net, balance, lines)
    return gaps


def _subtract(column: pa.Array, above: int) -> pa.Array:
    """Return the difference of each value from the one before it, the first from `above`."""
    return pc.subtract(column, pa.concat_arrays([pa.array([above], pa.int64()), column.slice(0, len(column) - 1)]))


def _count_apart(differences: pa.Array) -> int:
    return int(pc.greater_equal(pc.abs(differences), CENT).true_count)
