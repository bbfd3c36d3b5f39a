"""The days in columns of a stock report. Those of several days in one file must not be added together."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa

from close.errors import Refused
from loaders.cells.columns import Locale
from loaders.cells.date_ranges import read_date_range
from loaders.cells.days import ORDERS, parse_day
from loaders.layouts.description import Export
from loaders.layouts.grids import Grid

_OF_BATCHES = re.compile(r"expir|batch|best before|receiv|made|manufactur|serial", re.IGNORECASE)
_OF_REPORT = re.compile(
    r"\W*(date|day|as (at|of)( date)?|(stock|valuation|report|snapshot|(month|period)?\W*end) date)\W*", re.IGNORECASE
)


class SeveralDays(Refused):
    """A report with the same products for several days or months."""

    def __init__(self, header: str, one: tuple[str, int], other: tuple[str, int]) -> None:
        super().__init__(
            f'The column "{header}" has "{one[0]}" in line {one[1]} and "{other[0]}" in line {other[1]}, and each has '
            "the same products. These are reports of several days, which cannot be added together. Export the report "
            "for the month's last day only."
        )


@dataclass
class StackedDays:
    """The products of each day in the columns that the loader does not know, found part by part.

    A column of days may print each once. One with any other text is not such a column, nor is one of a batch's days.
    """

    export: Export
    products: dict[int, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    lines: dict[int, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    _above: dict[int, str] = field(default_factory=dict)
    _others: set[int] = field(default_factory=set)

    def look(self, grid: Grid) -> None:
        """Add the rows of data of a part."""
        keys = grid.cells[self.export.loader.key].to_pylist()
        lines = grid.lines.to_pylist()
        for position in self._list_columns(grid):
            if not all(map(_is_day, grid.columns[position].unique().drop_null().to_pylist())):
                self._others.add(position)
                continue
            self._count(position, grid.columns[position], keys, lines)

    def check(self) -> None:
        """Raise SeveralDays if two days each have more than half of the products."""
        for position in self.products.keys() - self._others:
            days = self.products[position]
            half = len(set().union(*days.values())) / 2
            full = [day for day, products in days.items() if len(products) > half]
            if len(full) > 1 and days[full[0]] & days[full[1]]:
                one, other = ((day, self.lines[position][day]) for day in full[:2])
                raise SeveralDays(self.export.sheet.row(self.export.header)[position] or "", one, other)

    def find_day(self, locale: Locale) -> date | None:
        """Return the day of the whole report, if a column with a header that says so contains only one."""
        headers = self.export.sheet.row(self.export.header)
        for position in self.products.keys() - self._others:
            if len(self.products[position]) == 1 and _OF_REPORT.fullmatch(headers[position] or ""):
                (text,) = self.products[position]
                return parse_day(text, locale.date_order, locale.serials)
        return None

    def _list_columns(self, grid: Grid) -> Iterator[int]:
        known, headers = {*self.export.positions.values(), *self._others}, self.export.sheet.row(self.export.header)
        for position in range(len(grid.columns)):
            if position not in known and not _OF_BATCHES.search(headers[position] or ""):
                yield position

    def _count(self, position: int, cells: pa.Array, keys: list[str], lines: list[int]) -> None:
        for text, key, line in zip(cells.to_pylist(), keys, lines, strict=True):
            day = self._above[position] = text or self._above.get(position, "")
            if day:
                self.products[position][day].add(key)
                self.lines[position].setdefault(day, line)


def _is_day(text: str) -> bool:
    return any(parse_day(text, order) for order in ORDERS) or bool(read_date_range(text, "day-first"))
