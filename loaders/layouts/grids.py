"""The rows under the headers: a check of their shape, and conversion of their cells to values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.store.warehouse import Settings
from loaders.cells.amounts import MixedDecimals, proves_mark
from loaders.cells.columns import Column, Day, Locale
from loaders.cells.days import DayCell, decide_order
from loaders.layouts.description import Export
from loaders.layouts.recognition import normalise

_SHOWN = 10


class BadCells(Refused):
    """Cells that do not match the kind of their column."""

    def __init__(self, problems: list[tuple[int, str]]) -> None:
        shown = [text for _, text in sorted(problems)[:_SHOWN]]
        more = [f"and {len(problems) - _SHOWN} more cells."] if len(problems) > _SHOWN else []
        super().__init__("\n".join([*shown, *more]))


class SecondHeader(Refused):
    """A file that repeats its headers, because several exports were joined together."""

    def __init__(self, line: int) -> None:
        super().__init__(
            f"Line {line} repeats the headers: the file contains two exports. Upload each export separately."
        )


class RaggedRow(Refused):
    """A row with a different number of cells from the headers."""

    def __init__(self, line: int, cells: int, headers: int, last: bool) -> None:
        what = f"Line {line} has {cells} cells where the header row has {headers}"
        why = (
            f"the file seems to be cut off at line {line}"
            if last and cells < headers
            else "a separator is in the wrong place"
        )
        super().__init__(f"{what}: {why}. Export it again.")


@dataclass(frozen=True)
class Grid:
    """Rows as text: the cells by column, the text columns (`texts`), the number of filled cells, and the lines.

    `headers`: column -> its header in the file. `label`: the first text in each row. The columns in which the loader
    expects headings are searched first.
    """

    cells: Mapping[str, pa.Array]
    headers: Mapping[str, str]
    texts: tuple[pa.Array, ...]
    label: pa.Array
    filled: pa.Array
    lines: pa.Array

    def filter(self, mask: pa.Array) -> "Grid":
        """Return the rows that the mask selects."""
        cells = {name: column.filter(mask) for name, column in self.cells.items()}
        texts = tuple(column.filter(mask) for column in self.texts)
        parts = (column.filter(mask) for column in (self.label, self.filled, self.lines))
        return Grid(cells, self.headers, texts, *parts)

    def __len__(self) -> int:
        return len(self.lines)


def open_grid(export: Export) -> Grid:
    """Return the rows under the headers. Raises RaggedRow, SecondHeader."""
    below = [column.slice(export.header + 1) for column in export.sheet.columns]
    lines, widths = export.sheet.lines.slice(export.header + 1), export.sheet.widths.slice(export.header + 1)
    filled = reduce(pc.add, (column.is_valid().cast(pa.int32()) for column in below))
    cells = {name: below[position] for name, position in export.positions.items()}
    numbers = {position for name, position in export.positions.items() if export.loader.columns[name].numeric}
    texts = tuple(column for position, column in enumerate(below) if position not in numbers)
    label = pc.coalesce(*(cells[name] for name in export.loader.labels if name in cells), *texts)
    grid = Grid(cells, export.headers, texts, label, filled, lines)
    _check_shape(export, below, widths, grid)
    _check_header(grid)
    return grid


def read_values(grid: Grid, columns: Mapping[str, Column], locale: Locale) -> dict[str, pa.Array]:
    """Return the cells as typed values. A column missing from the file is null. Raises BadCells with every bad cell."""
    values: dict[str, pa.Array] = {}
    problems: list[tuple[int, str]] = []
    for name, column in columns.items():
        if name not in grid.cells:
            values[name] = pa.nulls(len(grid), column.kind)
            continue
        values[name], bad = column.read(grid.cells[name], locale)
        problems += _problems(grid, name, column, bad)
    if problems:
        raise BadCells(problems)
    return values


def decide_locale(export: Export, grid: Grid, settings: Settings | None) -> tuple[Locale, dict[str, str]]:
    """Decide which formats this file uses for days and amounts, with the evidence in words.

    Raises AmbiguousDates, MixedDecimals.
    """
    kind = export.sheet.reading["format"]
    zone = settings.time_zone if settings else "UTC"
    if kind == "json":
        return Locale("year-first", ".", False, zone), {"date_order": "year-first", "decimal_mark": "point"}
    order = decide_order(_day_cells(export, grid), settings.date_order if settings else None, kind == "xlsx")
    mark, words = _decide_mark(export, grid)
    read = {"date_order": order.order, "date_evidence": order.evidence, "decimal_mark": words}
    return Locale(order.order, mark, kind == "xlsx", zone), read


def _check_shape(export: Export, below: list[pa.Array], widths: pa.Array, grid: Grid) -> None:
    """Check the number of cells in each row.

    A row with one cell is a heading and may be short. Cells beyond the last header must be empty.
    """
    labels = export.sheet.row(export.header)
    width = max(position for position, label in enumerate(labels) if label) + 1
    short = pc.and_(pc.less(widths, width), pc.or_(pc.greater(grid.filled, 1), _fills_key(export, grid)))
    beyond = [column.is_valid() for column in below[width:]]
    ragged = reduce(pc.or_, beyond, short)
    if pc.any(ragged).as_py():
        row = pc.index(ragged, value=True).as_py()
        raise RaggedRow(grid.lines[row].as_py(), widths[row].as_py(), width, row == len(grid) - 1)


def _fills_key(export: Export, grid: Grid) -> pa.Array:
    return grid.cells[export.loader.key].is_valid()


def _check_header(grid: Grid) -> None:
    headers = {name: normalise(header) for name, header in grid.headers.items()}
    first = next(iter(headers))
    alike = pc.equal(pc.utf8_lower(grid.cells[first]), grid.headers[first].lower())
    for row in pc.indices_nonzero(pc.fill_null(alike, False)).to_pylist():
        if sum(normalise(grid.cells[name][row].as_py()) == header for name, header in headers.items()) > 1:
            raise SecondHeader(grid.lines[row].as_py())


def _problems(grid: Grid, name: str, column: Column, bad: pa.Array) -> Iterable[tuple[int, str]]:
    lines, cells = grid.lines.filter(bad).to_pylist(), grid.cells[name].filter(bad).to_pylist()
    header = grid.headers[name]
    return [
        (line, f'Line {line}, {header}: "{cell}" is not {column.noun}.')
        for line, cell in zip(lines, cells, strict=True)
    ]


def _day_cells(export: Export, grid: Grid) -> list[DayCell]:
    """Return each distinct text in the day columns."""
    day_cells = []
    for name in (name for name, column in export.loader.columns.items() if type(column) is Day and name in grid.cells):
        table = pa.table({"text": grid.cells[name], "line": grid.lines}).filter(pc.field("text").is_valid())
        counted = table.group_by("text", use_threads=False).aggregate([("line", "count"), ("line", "min")])
        cells = zip(*(counted[key].to_pylist() for key in ("text", "line_count", "line_min")), strict=True)
        day_cells += [DayCell(text, count, line, grid.headers[name]) for text, count, line in cells]
    return sorted(day_cells, key=lambda cell: cell.line)


def _decide_mark(export: Export, grid: Grid) -> tuple[str, str]:
    point, comma = _find_proof(export, grid, "."), _find_proof(export, grid, ",")
    if point and comma:
        raise MixedDecimals(point, comma)
    if point or comma:
        return (".", f"point ({point})") if point else (",", f"comma ({comma})")
    semicolons = export.sheet.reading.get("delimiter") == "semicolon"
    return (",", "comma (as the file is separated by semicolons)") if semicolons else (".", "point")


def _find_proof(export: Export, grid: Grid, mark: str) -> str:
    """Return the first cell that only this decimal mark explains, and its line, or blanks if there is none."""
    for name in (name for name, column in export.loader.columns.items() if column.numeric and name in grid.cells):
        row = pc.index(proves_mark(grid.cells[name], mark), value=True).as_py()
        if row >= 0:
            return f'line {grid.lines[row].as_py()} "{grid.cells[name][row].as_py()}"'
    return ""
