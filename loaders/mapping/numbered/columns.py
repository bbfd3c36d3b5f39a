"""A file without headers, under headers of our own: Column 1, Column 2, and so on."""

import pyarrow as pa

from loaders.files.sheets import HEADER_WITHIN, Sheet, SheetBuilder
from loaders.mapping.file_columns import AMOUNTS, DATES, NUMBERS, find_header_row, is_row_of_values, list_columns
from loaders.mapping.numbered.kinds import find_odd_cell

# No file has this line.
HEADER_LINE = 0
_YEAR_DIGITS = 4


def name_columns(count: int) -> tuple[str, ...]:
    """Return the headers of a file without headers."""
    return tuple(f"Column {number}" for number in range(1, count + 1))


def number_columns(sheet: Sheet) -> Sheet:
    """Return the sheet with numbered headers above its first row, in line 0. Every row keeps its line."""
    builder = SheetBuilder()
    headers = [pa.array([header], pa.string()) for header in name_columns(sheet.width)]
    builder.add(headers, pa.array([HEADER_LINE], pa.int32()), pa.array([sheet.width], pa.int32()))
    for part in sheet.parts():
        builder.add(part.columns, part.lines, part.widths)
    return builder.build(sheet.reading, sheet.whole, sheet.name, sheet.lost)


def may_lack_headers(sheet: Sheet) -> bool:
    """Return True unless the format gives every value a name."""
    return sheet.reading["format"] != "json"


def seems_without_headers(sheet: Sheet) -> bool:
    """Return True if the first full row, and the row that looks most like headers, are like the rows below them."""
    full = _list_full(sheet)
    looked_at = {*full[:1], find_header_row(sheet)} & {*full}
    return may_lack_headers(sheet) and bool(full) and all(_is_data(sheet, row) for row in looked_at)


def find_first_line(sheet: Sheet) -> int:
    """Return the line of the first full row, below any title."""
    return sheet.line(next(iter(_list_full(sheet)), 0))


def _list_full(sheet: Sheet) -> list[int]:
    """Return the first rows that fill more than half of the columns."""
    rows = range(min(sheet.rows, HEADER_WITHIN))
    return [row for row in rows if sum(cell is not None for cell in sheet.row(row)) * 2 > sheet.width]


def _is_data(sheet: Sheet, row: int) -> bool:
    """Return True if a row has dates, amounts and numbers wherever most rows below it do.

    Years may be the headers of columns with amounts.
    """
    if row == sheet.rows - 1:
        return is_row_of_values(sheet, row)
    columns = [column for column in list_columns(sheet, row) if column.kind in {DATES, AMOUNTS, NUMBERS}]
    cells = [(cell, column.kind) for column in columns if (cell := sheet.row(row)[column.position])]
    return any(not _is_year(cell) for cell, _ in cells) and all(
        find_odd_cell(pa.array([cell], pa.string()), kind) < 0 for cell, kind in cells
    )


def _is_year(cell: str) -> bool:
    return cell.isdigit() and len(cell) == _YEAR_DIGITS and cell.startswith(("19", "20"))
