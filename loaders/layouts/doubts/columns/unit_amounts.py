"""Values of one unit that are read as those of all units. A column that is not read shows it if it is their product."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.texts import say_count
from loaders.layouts.description import Export, Values
from loaders.layouts.grids import Grid

_FEWEST, _ONE_IN = 2, 10
_HALF_CENT, _CENTS = Decimal("0.005"), Decimal("0.02")
_Case = tuple[str, str, int]


class PerUnit(Refused):
    """A column of values that are those of one unit, next to one with those of all units."""

    def __init__(self, total: str, quantity: str, value: str, standard: str, rows: int, line: int) -> None:
        super().__init__(
            f'"{total}" is {quantity} times "{value}" in {say_count(rows, "row")}, the first in line {line}, so '
            f'"{value}" seems to be the value of one unit. Rename "{total}" to {standard} and remove "{value}", '
            "or map the columns."
        )


@dataclass
class UnitAmounts:
    """The rows in which an unread column is, or is not, the product of a quantity and its amount."""

    export: Export
    hits: Counter[_Case] = field(default_factory=Counter)
    misses: Counter[_Case] = field(default_factory=Counter)
    first: dict[_Case, int] = field(default_factory=dict)

    def look(self, data: Grid, amounts: Values, unread: Mapping[int, pa.Array]) -> None:
        """Add the documents of a part, their amounts, and those of the unread columns. A single unit proves nothing."""
        for pair in self.export.loader.counts if unread else ():
            if not {*pair} <= self.export.positions.keys():
                continue
            units, value = (pc.abs(amounts[name]) for name in pair)
            several = pc.and_(pc.greater(units, 1), pc.greater(value, 0))
            near = pc.add(pc.multiply(units, pa.scalar(_HALF_CENT)), pa.scalar(_CENTS))
            for at, column in unread.items():
                apart = pc.abs(pc.subtract(pc.multiply(units, value), pc.abs(column)))
                fits = pc.less_equal(apart, near)
                self._add((*pair, at), pc.and_(several, fits), pc.and_(several, pc.invert(fits)), data)

    def check(self) -> None:
        """Raise PerUnit if a column is nearly always such a product."""
        headers, columns = self.export.headers, self.export.loader.columns
        for (units, value, at), rows in self.hits.items():
            case = (units, value, at)
            if rows >= _FEWEST and self.misses[case] * _ONE_IN <= rows:
                total = self.export.sheet.row(self.export.header)[at] or ""
                names = headers[units], headers[value], columns[value].header
                raise PerUnit(total, *names, rows, self.first[case])

    def _add(self, case: _Case, hits: pa.Array, misses: pa.Array, data: Grid) -> None:
        self.hits[case] += hits.true_count
        self.misses[case] += misses.true_count
        row = pc.index(hits, value=True).as_py()
        if row >= 0:
            self.first.setdefault(case, data.lines[row].as_py())
