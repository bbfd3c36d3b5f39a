"""Columns under each other's headers, which the other amounts of the same rows show.

Only rows that fit one reading and not the other count, such as those with tax for the amounts with and without it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.texts import agree, say_count
from loaders.layouts.description import Check, Export, Relation, Values
from loaders.layouts.doubts.columns.exchanged_days import MOVED, ORDER, list_day_votes, say_days

_MOST_TAX = Decimal("1.35")
_CENTS, _POINT = Decimal("0.02"), Decimal("0.0006")
_FEWEST = 2
Pair = tuple[str, str]
# A pair of columns, and masks of the rows that fit the headers and of those that fit if the two are exchanged.
_Vote = tuple[Pair, pa.Array, pa.Array]


class ColumnsExchanged(Refused):
    """Two columns whose headers seem to be exchanged."""

    def __init__(self, one: str, other: str, fits: int, count: int, line: int) -> None:
        super().__init__(
            f'The headers "{one}" and "{other}" seem to be exchanged: {fits:,} of {say_count(count, "row")}, the first '
            f"of them in line {line}, {agree(fits, 'adds', 'add')} up only if they are. Correct the headers, or export "
            "the report again."
        )


@dataclass
class ExchangedColumns:
    """The rows for and against an exchange of each pair of columns, and the line of the first row for it."""

    export: Export
    fits: Counter[Pair] = field(default_factory=Counter)
    exchanged: Counter[Pair] = field(default_factory=Counter)
    lines: dict[Pair, int] = field(default_factory=dict)

    def look(self, values: Values, lines: pa.Array) -> None:
        """Add a part: its documents as values, and their lines."""
        for pair, as_stated, otherwise in self._list_votes(values):
            only_stated, only_otherwise = _without(as_stated, otherwise), _without(otherwise, as_stated)
            self.fits[pair] += only_stated.true_count
            self.exchanged[pair] += only_otherwise.true_count
            row = pc.index(only_otherwise, value=True).as_py()
            if row >= 0:
                self.lines.setdefault(pair, lines[row].as_py())

    def check(self) -> tuple[Check, ...]:
        """Return remarks for pairs of columns that are only probably exchanged. Raises ColumnsExchanged."""
        headers, loader, positions = self.export.headers, self.export.loader, self.export.positions
        by_size = {relation[:2] for relation in loader.relations if relation.rest not in positions}
        doubtful = {*loader.bounds, *loader.counts, *by_size, *ORDER, MOVED}
        for (one, other), count in self.exchanged.most_common():
            fits = self.fits[one, other]
            if (one, other) not in doubtful and count > fits:
                raise ColumnsExchanged(headers[one], headers[other], count, count + fits, self.lines[one, other])
        found = [pair for pair in doubtful if self.exchanged[pair] >= max(_FEWEST, self.fits[pair] + 1)]
        return tuple(self._remark(pair) for pair in sorted(found))

    def _remark(self, pair: Pair) -> Check:
        one, other = (self.export.headers[name] for name in pair)
        is_count = pair in self.export.loader.counts
        what = f"{one} has decimals and {other} has none" if is_count else f"{other} is more than {one}"
        what = say_days(pair, one, other) if pair in {*ORDER, MOVED} else what
        count, line = self.exchanged[pair], self.lines[pair]
        tested = count + self.fits[pair]
        rows = f"{count:,} of {say_count(tested, 'row')} that {agree(tested, 'shows', 'show')} it"
        rows += f", the first of them in line {line}"
        detail = f"{what} in {rows}. The file cannot tell which is which: make sure that they are not exchanged"
        return Check("Columns", "not proven", detail)

    def _list_votes(self, values: Values) -> Iterator[_Vote]:
        positions = self.export.positions
        yield from list_day_votes(positions, values)
        for relation in self.export.loader.relations:
            present = {name for name in relation if name in positions}
            if {relation.total, relation.main, relation.rest} <= present:
                yield from _add_up(relation, values)
            elif {relation.total, relation.main} <= present and relation.is_tax:
                yield _compare_tax(relation, values)
        for larger, smaller in self.export.loader.bounds:
            if {larger, smaller} <= positions.keys():
                one, other = pc.abs(values[larger]), pc.abs(values[smaller])
                yield (larger, smaller), pc.greater(one, other), pc.less(one, other)
        for quantity, amount in self.export.loader.counts:
            if {quantity, amount} <= positions.keys():
                whole, whole_amount = _are_whole(values[quantity]), _are_whole(values[amount])
                yield (quantity, amount), _without(whole, whole_amount), _without(whole_amount, whole)


def _add_up(relation: Relation, values: Values) -> Iterator[_Vote]:
    """Return what shows that one of the parts is the total, or that the two parts are exchanged."""
    total, main, rest = (values[name] for name in relation[:3])
    stated = _equals(total, main, rest)
    yield (relation.total, relation.main), stated, _equals(main, total, rest)
    yield (relation.total, relation.rest), stated, _equals(rest, total, main)
    pair = (relation.main, relation.rest)
    if relation.is_tax:
        larger, smaller = (compare(pc.abs(main), pc.abs(rest)) for compare in (pc.greater, pc.less))
        yield pair, pc.and_(stated, larger), pc.and_(stated, smaller)
    elif relation.percent and (percent := values[relation.percent]).null_count < len(percent):
        yield pair, _is_share(rest, total, percent), _is_share(main, total, percent)


def _compare_tax(relation: Relation, values: Values) -> _Vote:
    """Return which of two amounts includes tax. Amounts further apart may be in two currencies."""
    total, main = (pc.abs(values[name]) for name in relation[:2])
    most = pc.multiply(total, pa.scalar(_MOST_TAX))
    less = pc.and_(pc.greater(main, total), pc.less_equal(main, most))
    return (relation.total, relation.main), pc.greater(total, main), less


def _equals(total: pa.Array, *parts: pa.Array) -> pa.Array:
    return pc.less_equal(pc.abs(pc.subtract(total, reduce(pc.add, parts))), pa.scalar(_CENTS))


def _is_share(part: pa.Array, total: pa.Array, percent: pa.Array) -> pa.Array:
    """Return a mask of the rows in which a part is the printed percentage of the total, in points or as a fraction."""
    size = pc.abs(total).cast(pa.float64())
    near = pc.add(pc.multiply(size, float(_POINT)), float(_CENTS))
    shares = (pc.multiply(total.cast(pa.float64()), pc.divide(percent.cast(pa.float64()), by)) for by in (100.0, 1.0))
    apart = (pc.abs(pc.subtract(share, part.cast(pa.float64()))) for share in shares)
    return reduce(pc.or_, (pc.less_equal(one, near) for one in apart))


def _are_whole(amounts: pa.Array) -> pa.Array:
    return pc.equal(amounts, pc.round(amounts))


def _without(mask: pa.Array, other: pa.Array) -> pa.Array:
    """Return the rows of one mask that another is known not to have."""
    return pc.and_(pc.fill_null(mask, False), pc.invert(pc.fill_null(other, True)))
