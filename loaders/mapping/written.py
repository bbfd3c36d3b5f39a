"""The ways a mapped file may write its days and amounts. If two ways are possible, the mapping has to say which."""

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from loaders.cells.amounts import proves_mark
from loaders.cells.columns import Column, Day, Locale
from loaders.cells.days import AmbiguousDates, DayCell, decide_order, parse_day
from loaders.layouts.description import Contents, Export
from loaders.layouts.grids import Grid, list_grids
from loaders.mapping.mapping import DECIMAL_MARKS, Mapping


class MarkUnknown(Refused):
    """Amounts that differ by a factor of 1,000 depending on the decimal mark."""

    def __init__(self, line: int, header: str, text: str) -> None:
        super().__init__(
            f'Line {line}, {header}: "{text}" may have a decimal point or a decimal comma, and no other amount in the '
            'file settles it. Choose the decimal mark: decimal_mark = "point" or "comma".'
        )


class OtherMark(Refused):
    """An amount that contradicts the decimal mark of the mapping."""

    def __init__(self, line: int, header: str, text: str, mark: str) -> None:
        super().__init__(
            f'Line {line}, {header}: "{text}" does not have a decimal {mark}, as the mapping says. '
            "Choose the other decimal mark, or export the file again in one number format."
        )


class OrderUnknown(Refused):
    """Dates that can be read day-first or month-first."""

    def __init__(self, cell: DayCell) -> None:
        super().__init__(
            f'Line {cell.line}, {cell.column}: "{cell.text}" can be read day-first or month-first, and no other date '
            'in the file settles it. Choose the date order: date_order = "day-first" or "month-first".'
        )


class OtherOrder(Refused):
    """Dates that contradict the date order of the mapping."""

    def __init__(self, wanted: str, found: str, evidence: str) -> None:
        super().__init__(
            f"The mapping says that dates are {wanted}, but this file has them {found} ({evidence}). "
            "Choose the date order again, or export the file in the usual format."
        )


def is_unreadable(column: Column) -> bool:
    """Return True if the constant of a column does not have a meaning."""
    _, bad = column.read(pa.array([column.constant]), Locale("day-first", "."))
    return bool(bad[0].as_py())


def check_marks(export: Export, mapping: Mapping) -> None:
    """Check that one decimal mark reads the amounts. Raises MarkUnknown, OtherMark."""
    if export.sheet.reading["format"] == "json":
        return
    doubtful: tuple[int, str, str] | None = None
    is_proven = False
    for grid in list_grids(export):
        for name, column in export.loader.columns.items():
            if not column.numeric or name not in grid.cells:
                continue
            _check_stated(grid, name, mapping)
            is_proven = is_proven or any(_find(grid, name, proves_mark(grid.cells[name], mark)) for mark in ".,")
            doubtful = doubtful or _find(grid, name, _is_doubtful(column, grid.cells[name]))
    if doubtful and not (is_proven or mapping.decimal_mark):
        raise MarkUnknown(*doubtful)


def check_order(export: Export, mapping: Mapping) -> None:
    """Check that one date order reads the days. Raises OrderUnknown."""
    if mapping.date_order or export.sheet.reading["format"] == "json":
        return
    cells: dict[str, DayCell] = {}
    for grid in list_grids(export):
        for name, column in export.loader.columns.items():
            if isinstance(column, Day) and name in grid.cells:
                texts = zip(grid.cells[name].to_pylist(), grid.lines.to_pylist(), strict=True)
                cells |= {t: DayCell(t, 1, line, grid.headers[name]) for t, line in texts if t and t not in cells}
    try:
        decide_order(cells.values(), None, export.sheet.reading["format"] == "xlsx")
    except AmbiguousDates:
        raise OrderUnknown(next(filter(_is_open, cells.values()))) from None


def check_read_order(contents: Contents, mapping: Mapping) -> None:
    """Check that the file was read in the order of the mapping. Raises OtherOrder."""
    order, evidence = contents.reading.get("date_order", ""), contents.reading.get("date_evidence", "")
    if mapping.date_order and evidence.startswith("evidence") and order != mapping.date_order:
        raise OtherOrder(mapping.date_order, order, evidence.partition(";")[0])


def _is_open(cell: DayCell) -> bool:
    days = {parse_day(cell.text, order) for order in ("day-first", "month-first", "year-first")} - {None}
    return len(days) > 1


def _check_stated(grid: Grid, name: str, mapping: Mapping) -> None:
    for word, mark in DECIMAL_MARKS.items():
        if mapping.decimal_mark not in {"", word} and (cell := _find(grid, name, proves_mark(grid.cells[name], mark))):
            raise OtherMark(*cell, mapping.decimal_mark)


def _is_doubtful(column: Column, cells: pa.Array) -> pa.Array:
    """Mark the cells that are different amounts with a decimal point and with a decimal comma."""
    point, comma = (column.read(cells, Locale("day-first", mark))[0] for mark in DECIMAL_MARKS.values())
    return pc.not_equal(point, comma)


def _find(grid: Grid, name: str, mask: pa.Array) -> tuple[int, str, str] | None:
    row = pc.index(pc.fill_null(mask, False), value=True).as_py()
    return (grid.lines[row].as_py(), grid.headers[name], grid.cells[name][row].as_py()) if row >= 0 else None
