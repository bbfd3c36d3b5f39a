"""The errors found while the parts of a file are read, of which only the first is shown.

A check that comes earlier takes precedence wherever in the file its error is, as if it had read the whole file first.
Rows with unreadable cells may be left out if somebody agrees to it. They are then listed in a dataset of their own.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from heapq import nsmallest
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.spools import Rows, Spool, order_of
from close.store.datasets import UNREADABLE_ROWS

_SHOWN, _LINE, DAY = 10, "_line", "_day"
# A file with more unreadable cells, or rows with one, is not read as the report that it is.
MOST_CELLS, ONE_ROW_IN = 1000, 10
LEFT_OUT = "Unreadable rows"  # the check on the card of a file that landed without them


def say_lines(lines: Sequence[int]) -> str:
    """Return lines as ranges: "3, 5 to 8"."""
    ranges: list[list[int]] = []
    for line in lines:
        if ranges and line == ranges[-1][1] + 1:
            ranges[-1][1] = line
        else:
            ranges.append([line, line])
    return ", ".join(str(first) if first == last else f"{first} to {last}" for first, last in ranges)


class BadCell(NamedTuple):
    """A cell that does not match the kind of its column. `noun` is what it should be, such as "a date"."""

    line: int
    header: str
    text: str
    noun: str

    def say(self) -> str:
        """Return the place of the cell and what is wrong with it."""
        return f'Line {self.line}, {self.header}: "{self.text}" is not {self.noun}.'


class BadCells(Refused):
    """Cells that do not match the kind of their column.

    `count` is set if not all of them are given. `rows` is the number of their rows if the file may be uploaded without
    those, or else 0.
    """

    def __init__(self, cells: Sequence[BadCell], count: int = 0, rows: int = 0) -> None:
        self.rows = rows
        count = max(count, len(cells))
        shown = [cell.say() for cell in sorted(cells)[:_SHOWN]]
        more = [f"and {count - _SHOWN} more cells."] if count > _SHOWN else []
        which = "these cells" if count > 1 else "this cell"
        super().__init__(
            "\n".join([*shown, *more, f"Correct {which} where the report comes from, and export it again."])
        )


class Problems:
    """The bad cells of a file: their number, and `cells` with the lowest lines."""

    def __init__(self) -> None:
        self.cells: list[BadCell] = []
        self._count = 0

    def __bool__(self) -> bool:
        return bool(self._count)

    def add(self, cells: Iterable[BadCell]) -> None:
        """Add bad cells."""
        if added := list(cells):
            self._count += len(added)
            self.cells = nsmallest(MOST_CELLS, [*self.cells, *added])

    @property
    def lines(self) -> list[int]:
        """The lines of the cells, in order."""
        return sorted({cell.line for cell in self.cells})

    def are_few(self, rows: int) -> bool:
        """Return True if a file with this number of rows may be uploaded without those of the bad cells.

        That is one row, or at most one in ten.
        """
        bad = len(self.lines)
        return self._count <= MOST_CELLS and bad < rows and bad <= max(1, rows // ONE_ROW_IN)

    def check(self, rows: int = 0) -> None:
        """Raise BadCells if there are any. `rows` is the number of all rows, if the others may be uploaded."""
        if self._count:
            raise BadCells(self.cells, self._count, len(self.lines) if self.are_few(rows) else 0)


class Faults:
    """The errors of some checks, listed in the order in which the checks are made."""

    def __init__(self, *order: type[Refused]) -> None:
        self._order, self._found = order, dict[type[Refused], Refused]()

    @contextmanager
    def collect(self) -> Iterator[None]:
        """Keep an error that the body raises. Only the first of each kind counts."""
        try:
            yield
        except self._order as error:
            self._found.setdefault(type(error), error)

    def __bool__(self) -> bool:
        return bool(self._found)

    def check(self) -> None:
        """Raise the error of the check that comes first."""
        for kind in self._order:
            if kind in self._found:
                raise self._found[kind]


def split_unreadable(
    rows: Rows, cells: Sequence[BadCell], dataset: str, key: str, days: Sequence[str] = ()
) -> tuple[Rows, pa.Table]:
    """Return the rows without those of unreadable cells, and the rows of `unreadable_rows` that list these cells.

    `dataset` is that of the rows, and `key` the column that names them. The column DAY, which does not land, is the day
    in the first of the columns `days`, or blank if it cannot be read.
    """
    lines = pa.array(sorted({cell.line for cell in cells}), pa.int32())
    kept, names = Spool(order=order_of(rows)), dict[int, dict[str, str | None]]()
    for batch in rows.to_batches():
        is_unreadable = pc.is_in(batch.column(_LINE), value_set=lines)
        kept.add(batch.filter(pc.invert(is_unreadable)))
        names |= {row[_LINE]: row for row in batch.filter(is_unreadable).to_pylist()}
    listed = [
        {
            "dataset": dataset,
            "reference": names[cell.line].get(key),
            "ref_key": names[cell.line].get("ref_key"),
            "header": cell.header,
            "value": cell.text,
            "expected": cell.noun,
            _LINE: cell.line,
            DAY: names[cell.line].get(days[0]) if days else None,
        }
        for cell in cells
    ]
    columns = [*UNREADABLE_ROWS.columns.items(), (_LINE, pa.int32()), (DAY, pa.date32())]
    return kept, pa.Table.from_pylist(listed, pa.schema(columns))
