"""The rows under the headers: a check of their shape, and conversion of their cells to values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.texts import say_count
from loaders.cells.columns import Column, Locale
from loaders.layouts.description import Export
from loaders.layouts.faults import BadCell, Problems
from loaders.layouts.recognition import normalise

# What pivots print as the label of rows without a value, what programs write for no value, and what people do. The
# amount of somebody who writes n/a may not be blank.
PIVOT_BLANKS = ("(blank)", "(leer)", "(vide)", "(vacío)", "(en blanco)", "(vazio)", "(em branco)", "(vuoto)", "(leeg)")
_BLANKS = (*PIVOT_BLANKS, "nan", "nat", "<na>")
_WRITTEN = ("n/a", "n.a.")
_NAMES = ("Nan", "Nat")  # a person may be called so


class SecondHeader(Refused):
    """A file that repeats its headers, and does not prove that it is one export printed in pages.

    `why` is the error in its rows, if that is what contradicts it.
    """

    def __init__(self, line: int, why: str = "") -> None:
        super().__init__(
            f"Line {line} repeats the headers, and no total at the end of the file proves that all its rows are from "
            "one export. Upload each export as a separate file, with the headers only at the top."
            if not why
            else f"Line {line} repeats the headers, and the rows of the file are not those of one export.\n{why}"
        )


class RaggedRow(Refused):
    """A row with a different number of cells from the headers."""

    def __init__(self, line: int, cells: int, headers: int, last: bool) -> None:
        what = f"Line {line} has {say_count(cells, 'cell')} where the header row has {headers}"
        why = (
            f"the file seems to be cut off at line {line}"
            if last and cells < headers
            else "a separator is in the wrong place"
        )
        super().__init__(f"{what}: {why}. Export it again.")


@dataclass(frozen=True)
class Grid:
    """Rows as text: the cells by column, all columns from left to right, the lines, and the numbers of cells.

    `headers`: column -> its header in the file. `first` is the index of the first row under the headers.
    `text_positions` are the columns without numbers, those in which the loader expects headings first.
    """

    cells: Mapping[str, pa.Array]
    columns: tuple[pa.Array, ...]
    lines: pa.Array
    widths: pa.Array
    headers: Mapping[str, str]
    text_positions: tuple[int, ...]
    label_positions: tuple[int, ...]
    first: int = 0

    @cached_property
    def texts(self) -> tuple[pa.Array, ...]:
        """The text columns."""
        return tuple(self.columns[position] for position in self.text_positions)

    @cached_property
    def label(self) -> pa.Array:
        """The first text in each row."""
        return pc.coalesce(*(self.columns[position] for position in self.label_positions), *self.texts)

    @cached_property
    def filled(self) -> pa.Array:
        """The number of filled cells in each row."""
        return reduce(pc.add, (column.is_valid().cast(pa.int32()) for column in self.columns))

    def filter(self, mask: pa.Array) -> "Grid":
        """Return the rows that the mask selects."""
        if pc.all(mask).as_py() and not mask.null_count:
            return self
        columns = tuple(column.filter(mask) for column in self.columns)
        same = {id(column): filtered for column, filtered in zip(self.columns, columns, strict=True)}
        cells = {
            name: same[id(column)] if id(column) in same else column.filter(mask) for name, column in self.cells.items()
        }
        return replace(
            self, cells=cells, columns=columns, lines=self.lines.filter(mask), widths=self.widths.filter(mask)
        )

    def __len__(self) -> int:
        return len(self.lines)


def list_grids(export: Export) -> Iterator[Grid]:
    """Return the rows under the headers in parts. The first part exists even if there are no rows."""
    headers = export.headers
    columns = export.loader.columns
    numbers = {position for name, position in export.positions.items() if columns[name].numeric}
    texts = tuple(position for position in range(export.sheet.width) if position not in numbers)
    labels = tuple(export.positions[name] for name in export.loader.labels if name in export.positions)
    start = export.header + 1
    for part in export.sheet.parts(start):
        cells = {name: part.columns[position] for name, position in export.positions.items()}
        yield Grid(cells, part.columns, part.lines, part.widths, headers, texts, labels, part.first - start)


def open_grid(export: Export) -> Grid:
    """Return all rows under the headers. Raises RaggedRow, SecondHeader."""
    grid = join_grids(list(list_grids(export)))
    check_shape(export, grid)
    check_header(grid)
    return grid


def join_grids(grids: Sequence[Grid]) -> Grid:
    """Return the rows of several parts as one."""
    if len(grids) == 1:
        return grids[0]
    columns = tuple(map(pa.concat_arrays, zip(*(grid.columns for grid in grids), strict=True)))
    places = {id(column): position for position, column in enumerate(grids[0].columns)}
    cells = {
        name: columns[places[id(column)]]
        if id(column) in places
        else pa.concat_arrays([grid.cells[name] for grid in grids])
        for name, column in grids[0].cells.items()
    }
    lines, widths = (pa.concat_arrays([getattr(grid, name) for grid in grids]) for name in ("lines", "widths"))
    return replace(grids[0], cells=cells, columns=columns, lines=lines, widths=widths)


def read_values(grid: Grid, columns: Mapping[str, Column], locale: Locale) -> dict[str, pa.Array]:
    """Return the cells as typed values. A column missing from the file is null. Raises BadCells with every bad cell."""
    problems = Problems()
    values = try_values(grid, columns, locale, problems)
    problems.check()
    return values


def try_values(grid: Grid, columns: Mapping[str, Column], locale: Locale, problems: Problems) -> dict[str, pa.Array]:
    """Return the cells as typed values, and add the bad cells to the problems. Both are null."""
    values: dict[str, pa.Array] = {}
    for name, column in columns.items():
        if name not in grid.cells:
            values[name] = _fill(column, len(grid), locale)
            continue
        values[name], bad = column.read(drop_blanks(grid.cells[name], numeric=column.numeric), locale)
        problems.add(_list_problems(grid, name, column, bad))
    return values


def drop_blanks(cells: pa.Array, *, numeric: bool = False) -> pa.Array:
    """Return the cells without words that stand for no value, such as "(blank)" in a pivot."""
    words = _BLANKS if numeric else (*_BLANKS, *_WRITTEN)
    is_blank = pc.is_in(pc.utf8_lower(cells), value_set=pa.array(words))
    is_name = pc.is_in(cells, value_set=pa.array(_NAMES))
    return pc.if_else(pc.and_(is_blank, pc.invert(is_name)), None, cells)


def _fill(column: Column, rows: int, locale: Locale) -> pa.Array:
    """Return the values of a column that the file lacks."""
    if not column.constant:
        return pa.nulls(rows, column.kind)
    return column.read(pa.repeat(column.constant, rows), locale)[0]


def check_shape(export: Export, grid: Grid) -> None:
    """Check the number of cells in each row. Raises RaggedRow.

    A row with one cell is a heading and may be short. Cells beyond the last header must be empty.
    """
    labels = export.sheet.row(export.header)
    width = max(position for position, label in enumerate(labels) if label) + 1
    several = pc.or_(pc.greater(grid.filled, 1), grid.cells[export.loader.key].is_valid())
    short = pc.and_(pc.less(grid.widths, width), several)
    beyond = [column.is_valid() for column in grid.columns[width:]]
    ragged = reduce(pc.or_, beyond, short)
    if pc.any(ragged).as_py():
        row = pc.index(ragged, value=True).as_py()
        is_last = export.header + 1 + grid.first + row == export.sheet.rows - 1
        raise RaggedRow(grid.lines[row].as_py(), grid.widths[row].as_py(), width, is_last)


def check_header(grid: Grid) -> None:
    """Check that no row repeats the headers. Raises SecondHeader."""
    if rows := find_headers(grid):
        raise SecondHeader(grid.lines[rows[0]].as_py())


def find_headers(grid: Grid) -> list[int]:
    """Return the rows that repeat the headers."""
    headers = {name: normalise(header) for name, header in grid.headers.items()}
    first = next(iter(headers))
    alike = pc.equal(pc.utf8_lower(grid.cells[first]), grid.headers[first].lower())
    return [
        row
        for row in pc.indices_nonzero(pc.fill_null(alike, False)).to_pylist()
        if sum(normalise(grid.cells[name][row].as_py()) == header for name, header in headers.items()) > 1
    ]


def has_headers(grid: Grid, row: int) -> bool:
    """Return True if a row has the headers of every column, in the same order."""
    return all(normalise(grid.cells[name][row].as_py()) == normalise(header) for name, header in grid.headers.items())


def _list_problems(grid: Grid, name: str, column: Column, bad: pa.Array) -> list[BadCell]:
    if not pc.any(bad).as_py():
        return []
    lines, cells = grid.lines.filter(bad).to_pylist(), grid.cells[name].filter(bad).to_pylist()
    header = grid.headers[name]
    return [BadCell(line, header, cell, column.noun) for line, cell in zip(lines, cells, strict=True)]
