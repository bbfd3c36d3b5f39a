"""Rows on the wrong side of the headers: a header row that contains values, and rows of data above it."""

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from loaders.cells.amounts import parse_amounts
from loaders.cells.columns import Day
from loaders.cells.days import ORDERS, parse_day
from loaders.layouts.description import Contents, Export
from loaders.layouts.grids import list_grids
from loaders.layouts.totals import CutOff


class ValuesAsHeaders(Refused):
    """A header row with a date or an amount where a header should be."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(
            f'Line {line} is not a row of headers, because it contains "{text}". Choose the line with the headers. '
            "If the file has none, say so: kinds in place of headers."
        )


class RowAboveHeaders(Refused):
    """A row of data above the headers, which would not be read."""

    def __init__(self, line: int, header: int) -> None:
        super().__init__(
            f"Line {line} is above the headers in line {header}, but has a date and an amount like the rows below. "
            "Choose the line with the headers, or remove the rows above them."
        )


class LastLineAlone(Refused):
    """A last line with one cell: a remark, or a heading whose rows are missing."""

    def __init__(self, line: int, label: str) -> None:
        self.label = label
        rule = "say that rows which begin with these words are not needed"
        remedy = rule if not is_day(label) else "remove the line"
        super().__init__(
            f'Line {line}, the last, contains only "{label}". If it is a remark, {remedy}. '
            "If it is a heading, the file is cut off: export it again."
        )


class NothingRead(Refused):
    """A file with rows, none of which is read."""

    def __init__(self, line: int) -> None:
        super().__init__(
            f"No row of this file is read with this mapping, although line {line} has values. "
            "Choose the line with the headers and the columns again."
        )


def check_rows(export: Export, contents: Contents) -> None:
    """Check that some row is read, if any row below the headers has several values. Raises NothingRead."""
    if contents.tables[export.loader.dataset.name].num_rows:
        return
    for grid in list_grids(export):
        row = pc.index(pc.greater(grid.filled, 1), value=True).as_py()
        if row >= 0:
            raise NothingRead(grid.lines[row].as_py())


def explain_cut(export: Export, error: CutOff) -> Refused:
    """Return the question about the last line if that is why a file seems to be cut off, or else the error."""
    last = [cell for cell in export.sheet.row(export.sheet.rows - 1) if cell]
    return LastLineAlone(export.sheet.line(-1), last[0]) if len(last) == 1 else error


def check_headers(export: Export) -> None:
    """Check that the headers are not a row of data. Raises ValuesAsHeaders.

    A single whole number may be a header, such as the year above a column of amounts.
    """
    columns, row = export.loader.columns, export.sheet.row(export.header)
    cells = {cell: columns[name] for name, position in export.positions.items() if (cell := row[position])}
    days = [cell for cell, column in cells.items() if isinstance(column, Day) and is_day(cell)]
    amounts = [cell for cell, column in cells.items() if column.numeric and _is_amount(cell, ".")]
    if days or len(amounts) > 1 or any(not cell.isdigit() for cell in amounts):
        raise ValuesAsHeaders(export.sheet.line(export.header), (days or amounts)[0])


def check_above(export: Export, contents: Contents) -> None:
    """Check that no row above the headers has values in the mapped columns. Raises RowAboveHeaders."""
    mark = "," if contents.reading.get("decimal_mark", "").startswith("comma") else "."
    columns = export.loader.columns
    days = [position for name, position in export.positions.items() if isinstance(columns[name], Day)]
    amounts = [position for name, position in export.positions.items() if columns[name].numeric]
    for index in range(export.header):
        row = export.sheet.row(index)
        has_day = not days or any(is_day(row[position]) for position in days)
        if has_day and any(_is_amount(row[position], mark) for position in amounts):
            raise RowAboveHeaders(export.sheet.line(index), export.sheet.line(export.header))


def is_day(text: str | None) -> bool:
    """Return True if a text is a day, with which entries of that day begin as well."""
    return any(parse_day(text or "", order) for order in ORDERS)


def _is_amount(text: str | None, mark: str) -> bool:
    return bool(parse_amounts(pa.array([text], pa.string()), mark)[0].is_valid)
