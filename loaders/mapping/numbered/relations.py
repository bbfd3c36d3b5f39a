"""Columns of a file without headers that multiply or add up to another one, such as quantity × price = amount.

A relation that holds in every row tells columns of the same kind apart, which their kinds do not.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from loaders.cells.amounts import parse_amounts, proves_mark
from loaders.layouts.description import Export
from loaders.layouts.grids import Grid
from loaders.mapping.file_columns import AMOUNTS, NUMBERS
from loaders.mapping.numbered.kinds import list_data, strip_sides

RELATION = r"\d+ [x+] \d+ = \d+"
_ROUNDED = Decimal("0.0051")
# So many different rows do not fit by chance. A few rows rule out most candidates.
_VARIED, _FIRST = 10, 50


class Relation(NamedTuple):
    """Two columns and their product or sum, by position from 0."""

    left: int
    sign: str
    right: int
    result: int

    def write(self) -> str:
        """Return the relation as in a mapping file, with the numbers of its columns from 1."""
        return f"{self.left + 1} {self.sign} {self.right + 1} = {self.result + 1}"

    def fails(self, columns: Sequence[pa.Array]) -> pa.Array:
        """Return a mask of the rows, with all three amounts, in which the relation does not hold."""
        left, right, result = (columns[at] for at in (self.left, self.right, self.result))
        found = pc.multiply(left, right) if self.sign == "x" else pc.add(left, right)
        return pc.fill_null(pc.greater(pc.abs(pc.subtract(found, result)), pa.scalar(_ROUNDED)), False)

    def is_telling(self, columns: Sequence[pa.Array]) -> bool:
        """Return True if many different rows have a result that is neither of its parts."""
        left, right, result = (columns[at] for at in (self.left, self.right, self.result))
        varied = pc.fill_null(pc.and_(pc.not_equal(result, left), pc.not_equal(result, right)), False)
        return any(len(each.filter(varied).unique()) >= _VARIED for each in (left, right, result))


def read_relation(text: str) -> Relation:
    """Read a relation of a mapping file."""
    left, sign, right, _, result = text.split()
    return Relation(int(left) - 1, sign, int(right) - 1, int(result) - 1)


def find_relations(export: Export, kinds: Sequence[str]) -> tuple[str, ...]:
    """Return the relations that hold in every row, and are not a coincidence."""
    numeric = [at for at, kind in enumerate(kinds) if kind.startswith((AMOUNTS, NUMBERS))]
    found = [
        Relation(left, sign, right, result)
        for left, right in combinations(numeric, 2)
        for result in numeric
        if result not in {left, right}
        for sign in "x+"
    ]
    parts = [columns for _, columns in _read_parts(export, numeric)]
    first = [column.slice(0, _FIRST) for column in parts[0]] if parts else []
    found = [relation for relation in found if first and not pc.any(relation.fails(first)).as_py()]
    found = [relation for relation in found if not any(pc.any(relation.fails(part)).as_py() for part in parts)]
    return tuple(relation.write() for relation in found if any(map(relation.is_telling, parts)))


def find_broken(export: Export, relations: Sequence[str]) -> str:
    """Return the first row that breaks a relation, in words, or an empty string."""
    for relation in map(read_relation, relations):
        needed = (relation.left, relation.right, relation.result)
        for grid, columns in _read_parts(export, needed):
            row = pc.index(relation.fails(columns), value=True).as_py()
            if row >= 0:
                left, right, result = (f"Column {at + 1}" for at in needed)
                sign = "×" if relation.sign == "x" else "+"
                return f"line {grid.lines[row].as_py()}: {left} {sign} {right} is not {result}, as it was"
    return ""


def _read_parts(export: Export, needed: Sequence[int]) -> Iterator[tuple[Grid, list[pa.Array]]]:
    """Return the rows of data in parts, with the amounts of the columns that are needed. Others are empty."""
    grids = list(list_data(export))
    has_comma = any(pc.any(proves_mark(grid.columns[at], ",")).as_py() for grid in grids for at in needed)
    mark = "," if has_comma else "."
    none = pa.nulls(0)
    for grid in grids:
        cells = enumerate(grid.columns)
        yield grid, [parse_amounts(strip_sides(each), mark) if at in needed else none for at, each in cells]
