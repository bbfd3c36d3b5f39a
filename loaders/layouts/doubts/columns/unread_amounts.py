"""Columns of amounts that are not read although columns that are read add up only with them, such as a second tax."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import reduce
from itertools import combinations

import pyarrow as pa
import pyarrow.compute as pc

from close.texts import agree, say_count
from loaders.cells.amounts import parse_amounts
from loaders.cells.columns import Locale
from loaders.layouts.description import Check, Export, Relation, Values
from loaders.layouts.grids import Grid

_CENTS, _ROUNDING = Decimal("0.02"), Decimal("0.05")  # the second one is what a tax that is rounded by line may be off
_MOST_COLUMNS, _MOST_TOGETHER, _ONE_IN = 8, 2, 10
# What a total that may contain more is expected to contain.
_CHARGES = re.compile(r"freight|shipping|postage|delivery|surcharge|discount|rounding|land(ed|ing)", re.IGNORECASE)
_Case = tuple[Relation, tuple[int, ...]]


class UnreadColumns:
    """The columns that are not read and have contained only amounts so far."""

    def __init__(self, export: Export, locale: Locale) -> None:
        read, headers = {*export.positions.values()}, export.sheet.row(export.header)
        places = [at for at, header in enumerate(headers) if header and at not in read]
        self._places = [] if export.groups else places
        self._mark = locale.decimal_mark

    def read(self, data: Grid) -> dict[int, pa.Array]:
        """Return the amounts of a part by position. A blank is 0, because it adds no amount."""
        values = {at: parse_amounts(data.columns[at], self._mark) for at in self._places}
        self._places = [at for at, amounts in values.items() if amounts.null_count == data.columns[at].null_count]
        return {at: pc.fill_null(values[at], 0) for at in self._places}


class UnreadAmounts:
    """The rows in which the unread columns are, or are not, what a relation lacks, found part by part.

    At most two columns are added together.
    """

    def __init__(self, export: Export) -> None:
        self._export = export
        self._hits, self._misses = Counter[_Case](), Counter[_Case]()
        self._first: dict[_Case, int] = {}

    def look(self, data: Grid, amounts: Values, unread: Mapping[int, pa.Array]) -> None:
        """Add the documents of a part, their amounts, and those of the unread columns."""
        for relation in self._export.loader.relations if unread else ():
            apart = self._subtract(relation, amounts)
            for case in self._list_cases(relation, unread) if apart is not None else ():
                total = reduce(pc.add, (unread[at] for at in case[1]))
                fits = pc.less_equal(pc.abs(pc.subtract(pc.abs(apart), pc.abs(total))), pa.scalar(_CENTS))
                differs, counts = (pc.greater(pc.abs(one), pa.scalar(_ROUNDING)) for one in (apart, total))
                self._add(case, pc.and_(fits, differs), pc.and_(pc.invert(fits), pc.or_(differs, counts)), data)

    def check(self) -> tuple[Check, ...]:
        """Return a remark for each relation that nearly always lacks exactly what some of the columns contain."""
        found: dict[Relation, Check] = {}
        for case in sorted(self._hits, key=lambda case: len(case[1])):
            if self._hits[case] and self._misses[case] * _ONE_IN <= self._hits[case]:
                found.setdefault(case[0], self._remark(case))
        return tuple(found.values())

    def _subtract(self, relation: Relation, amounts: Values) -> pa.Array | None:
        """Return what a total has more than its parts, or None if they are not read. A tax may be missing."""
        read = self._export.positions
        if not {relation.total, relation.main} <= read.keys() or not (relation.rest in read or relation.is_tax):
            return None
        parts = [amounts[name] for name in (relation.main, relation.rest) if name in read]
        return reduce(pc.subtract, parts, amounts[relation.total])

    def _list_cases(self, relation: Relation, unread: Iterable[int]) -> Iterator[_Case]:
        """Return a relation with each of the columns, and each pair of them, that are not only its expected charges."""
        headers = self._export.sheet.row(self._export.header)
        places = [*unread][:_MOST_COLUMNS]
        for number in range(1, _MOST_TOGETHER + 1):
            for together in combinations(places, number):
                if not (relation.is_loose and all(_CHARGES.search(headers[at] or "") for at in together)):
                    yield relation, together

    def _add(self, case: _Case, hits: pa.Array, misses: pa.Array, data: Grid) -> None:
        self._hits[case] += hits.true_count
        self._misses[case] += misses.true_count
        row = pc.index(hits, value=True).as_py()
        if row >= 0:
            self._first.setdefault(case, data.lines[row].as_py())

    def _remark(self, case: _Case) -> Check:
        relation, columns = case
        read, row = self._export.headers, self._export.sheet.row(self._export.header)
        parts = " plus ".join(read[name] for name in (relation.main, relation.rest) if name in read)
        names = " plus ".join(f'"{row[at]}"' for at in columns)
        rows = f"{say_count(self._hits[case], 'row')}, the first in line {self._first[case]}"
        tax = self._export.loader.columns[relation.rest].header
        what = "If it belongs to one of these amounts, export them as one column"
        if relation.rest not in read:
            what = f"If it is the tax, export it as one column with the name {tax}"
        unread = f"{names}, which {agree(len(columns), 'is', 'are')} not read"
        detail = f"{read[relation.total]} differs from {parts} by exactly {unread}, in {rows}. {what}"
        return Check("Columns", "not proven", detail)
