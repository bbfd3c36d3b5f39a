"""Totals that name no group of the report, such as "Subtotal" in the column of references.

Each is the sum of the rows between two of them, or of all rows.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal

import pyarrow as pa

from loaders.cells.columns import Locale
from loaders.layouts.description import Export, Values
from loaders.layouts.grids import Grid, read_values
from loaders.layouts.outlines import list_subtotals
from loaders.layouts.totals import GRAND, TotalsDiffer, add_up, cents

_ZERO = Decimal(0)
Sums = dict[str, Decimal]


class LooseTotals:
    """The loose totals of a table, and the sums of the rows above each, found part by part.

    `totals` are all total rows, and `words` the texts that make them totals.
    """

    def __init__(self, export: Export, totals: Grid, words: pa.Array) -> None:
        self._export, columns = export, export.loader.columns
        self._columns = {n: columns[n] for n in export.positions if columns[n].summed}
        is_loose = [
            not (re.search(GRAND, word) or (group and export.loader.outer_labels) or export.groups)
            for group, word in zip(list_subtotals(export, totals), words.to_pylist(), strict=True)
        ]
        self._totals = totals.filter(pa.array(is_loose, pa.bool_()))
        self._lines: list[int] = self._totals.lines.to_pylist()
        self._above: list[Sums] = [dict.fromkeys(self._columns, _ZERO) for _ in self._lines]
        self._all: Sums = dict.fromkeys(self._columns, _ZERO)

    def look(self, data: Grid, amounts: Values) -> None:
        """Add a part: its documents, and their amounts."""
        if not self._lines:
            return
        lines = data.lines.to_pylist()
        ends = [bisect_left(lines, line) for line in self._lines]
        for column in self._columns:
            self._all[column] += add_up(amounts[column])
            for end, above in zip(ends, self._above, strict=True):
                above[column] += add_up(amounts[column].slice(0, end))

    def check(self, locale: Locale) -> None:
        """Raise TotalsDiffer for the totals that are the sum of no such rows in all of their columns."""
        stated = read_values(self._totals, self._columns, locale)
        wrong = []
        for row, line in enumerate(self._lines):
            amounts = {n: one for n, column in stated.items() if (one := column[row].as_py()) is not None}
            first, *others = (self._compare(amounts, sums) for sums in self._list_sums(row))
            if first and all(others):
                wrong += [(line, self._export.headers[name], amounts[name], first[name]) for name in first]
        if wrong:
            raise TotalsDiffer(wrong)

    def _compare(self, stated: Sums, sums: Sums) -> Sums:
        """Return the sums that differ from a total."""
        return {name: sums[name] for name, total in stated.items() if cents(total) != cents(sums[name])}

    def _list_sums(self, row: int) -> Iterator[Sums]:
        """Return the possible sums of a total, first those of the rows since the total before it."""
        own = self._above[row]
        for above in reversed(self._above[:row]):
            yield _subtract(own, above)
        yield own
        for below in (*self._above[row + 1 :], self._all):
            yield _subtract(below, own)
        yield self._all


def _subtract(sums: Sums, others: Sums) -> Sums:
    return {name: amount - others[name] for name, amount in sums.items()}
