"""The sequence of each account's running balances, followed through the parts of a file.

Amounts are integers here: units of a ten-thousandth, which Arrow adds up faster than decimals.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from loaders.layouts.description import Values
from loaders.layouts.totals import TotalsDiffer
from loaders.ledger.layouts.outline.sections import Section

_UNITS = pa.scalar(Decimal(10_000), pa.decimal128(5, 0))
PLACES = Decimal("0.0001")
Parts = Callable[[], Iterable[tuple[pa.Array, Values]]]
Sides = Sequence[int | None]


def count_votes(parts: Parts, openings: Mapping[int, Decimal]) -> defaultdict[int, Counter[int]]:
    """Count, for each account, the entries that increase the balance on each side: 1 if debits do, -1 if credits do.

    `openings` are the known balances before the first entry.
    """
    votes: defaultdict[int, Counter[int]] = defaultdict(Counter)
    before: dict[int, int | None] = {account: count_units(amount) for account, amount in openings.items()}
    for account, net, balance, _ in list_runs(parts):
        previous = pa.concat_arrays([pa.array([before.get(account)], pa.int64()), balance.slice(0, len(balance) - 1)])
        step, moves = pc.subtract(balance, previous), pc.not_equal(net, 0)
        for side in (1, -1):
            count = pc.and_(moves, pc.equal(step, pc.multiply(net, side))).true_count
            if count:
                votes[account][side] += count
        before[account] = balance[-1].as_py()
    return votes


def imply_openings(parts: Parts, sections: Sequence[Section], sides: Sides, roles: Sides) -> list[Decimal | None]:
    """Return the opening balance, debit positive, of each account that states none, or None if it cannot be proven.

    It is derived from the running balances. A running balance starts at the opening balance, or at zero if a report
    adds up only its own rows. If every account would open at zero, the two cases cannot be distinguished, and no
    opening balance is returned.

    `sides` are the known sides of the balances. `roles` are the sides of the accounts by role, used for those with
    debits.
    """
    starts = {
        n: _Starts(side) for n, (section, side) in enumerate(zip(sections, sides, strict=True)) if not section.opening
    }
    for account, net, balance, _ in list_runs(parts):
        if account in starts:
            starts[account].add(net, balance)
    openings = [starts[n].choose(role) if n in starts else None for n, role in enumerate(roles)]
    return openings if any(openings) else [None] * len(openings)


@dataclass
class _Starts:
    """The balances before the first entry of an account, according to each of its running balances, on each side."""

    side: int | None
    moved: int = 0
    found: dict[int, set[int]] = field(default_factory=lambda: {1: set(), -1: set()})
    ends: dict[int, set[int]] = field(default_factory=lambda: {1: set(), -1: set()})

    def add(self, net: pa.Array, balance: pa.Array) -> None:
        moved = pc.add(pc.cumulative_sum(net), self.moved)
        self.moved = moved[-1].as_py()
        for way in (1, -1):
            _collect(self.found[way], pc.subtract(balance, pc.multiply(moved, way)))
            _collect(self.ends[way], pc.add(balance, pc.multiply(pc.subtract(moved, net), way)))

    def choose(self, role: int | None) -> Decimal | None:
        """Return the balance, if all balances agree on it and on their side, whichever entry comes first."""
        ways = (self.side,) if self.side else (1, -1)
        possible = {way: Decimal(start).scaleb(-2) for way in ways if (start := self._find_start(way)) is not None}
        if len(possible) == 1:
            ((way, opening),) = possible.items()
            return opening * way
        return possible.get(1) if role == 1 else None

    def _find_start(self, way: int) -> int | None:
        """Return the start in cents. If the newest entry comes first, the balances agree on the closing balance."""
        if len(self.found[way]) == 1:
            return min(self.found[way])
        return min(self.ends[way]) - way * count_cents(self.moved) if len(self.ends[way]) == 1 else None


def _collect(starts: set[int], amounts: pa.Array) -> None:
    if len(starts) < 2:
        starts.update(pc.unique(_round_to_cents(amounts.drop_null())).to_pylist()[:2])


def check_ends(parts: Parts, sections: Sequence[Section], openings: Sequence[Decimal | None]) -> None:
    """Check that the running balances of an account end with its opening balance and entries. Raises TotalsDiffer.

    The last entry may come first or last, and the balances may be on either side or leave out the opening balance.
    `openings` are the stated ones, debit positive.
    """
    ends: dict[int, _Ends] = {}
    for account, net, balance, lines in list_runs(parts):
        ends.setdefault(account, _Ends(lines[0].as_py(), balance[0].as_py())).add(net, balance, lines)
    wrong = []
    for account, end in ends.items():
        opening = openings[account]
        if opening is not None and end.contradicts(count_units(opening)):
            computed = opening + end.moved * PLACES
            wrong.append((end.line, f"balance of {sections[account].name}", (end.last or 0) * PLACES, computed))
    if wrong:
        raise TotalsDiffer(wrong)


@dataclass
class _Ends:
    """The first and the last balance of an account, the line of the last, and the movement of all its entries."""

    line: int
    first: int | None
    last: int | None = None
    moved: int = 0

    def add(self, net: pa.Array, balance: pa.Array, lines: pa.Array) -> None:
        self.moved += add_up(net)
        self.last, self.line = balance[-1].as_py(), lines[-1].as_py()

    def contradicts(self, opening: int) -> bool:
        """Return True if neither balance is the closing balance, with or without the opening balance."""
        if self.first is None or self.last is None:
            return False
        closing = {count_cents(abs(opening + self.moved)), count_cents(abs(self.moved))}
        return closing.isdisjoint({count_cents(abs(self.first)), count_cents(abs(self.last))})


def list_runs(parts: Parts) -> Iterator[tuple[int, pa.Array, pa.Array, pa.Array]]:
    """Return the movements, balances and lines of each account's entries, part by part and in order."""
    for account_of, values in parts():
        order = pc.array_sort_indices(account_of)
        columns = [_to_units(values["net"]), _to_units(values["balance"]), values["_line"]]
        net, balance, lines = (column.take(order) for column in columns)
        counts = pc.value_counts(account_of.take(order)).to_pylist()
        start = 0
        for account, rows in ((count["values"], count["counts"]) for count in counts):
            yield account, net.slice(start, rows), balance.slice(start, rows), lines.slice(start, rows)
            start += rows


def _to_units(amounts: pa.Array) -> pa.Array:
    return pc.multiply(amounts, _UNITS).cast(pa.int64())


def count_units(amount: Decimal) -> int:
    """Return an amount in units of a ten-thousandth."""
    return int(amount.scaleb(4))


def count_cents(units: int) -> int:
    """Return units as cents, rounded half away from zero."""
    return (abs(units) + 50) // 100 * (-1 if units < 0 else 1)


def add_up(amounts: pa.Array) -> int:
    """Return the sum of units."""
    return pc.sum(amounts).as_py() or 0


def _round_to_cents(units: pa.Array) -> pa.Array:
    """Round units to cents, half away from zero."""
    return pc.multiply(pc.divide(pc.add(pc.abs(units), 50), 100), pc.sign(units).cast(pa.int64()))
