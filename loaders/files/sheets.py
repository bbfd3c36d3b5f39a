"""A sheet: the cells of a table as text, column by column, with the line in the file for each row.

Cells are trimmed. An empty cell, "-" and "null" are null (exports.md#blank-is-not-zero). Rows without any value are
left out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, reduce
from itertools import islice, zip_longest

import pyarrow as pa
import pyarrow.compute as pc

CHUNK = 2_000
_BLANKS = ("", "-", "–", "—", "−", "null", "NULL", "Null")
_WHITE = " \t\r\n\f\v"


@dataclass(frozen=True)
class Sheet:
    """The rows of a table that contain a value.

    `lines` are the lines of the file (rows of a workbook's sheet, positions in a JSON list). `widths` are the number of
    cells in each row of the file, including empty ones. `reading` describes how the bytes were read. `whole` is true if
    the file cannot have been cut off. `lost` lists the addresses of cells whose value is not in the file.
    """

    columns: tuple[pa.Array, ...]
    lines: pa.Array
    widths: pa.Array
    reading: Mapping[str, str]
    whole: bool
    lost: tuple[str, ...] = ()
    name: str = ""

    def row(self, index: int) -> tuple[str | None, ...]:
        """Return the cells of one row."""
        return tuple(column[index].as_py() for column in self.columns)

    @property
    def rows(self) -> int:
        """The number of rows that contain a value."""
        return len(self.lines)


def build_sheet(
    rows: Iterable[tuple[int, Sequence[str]]], reading: Mapping[str, str], whole: bool, name: str = ""
) -> Sheet:
    """Build a sheet from (line, cells) pairs. Rows may have different numbers of cells."""
    chunks = [_columns(chunk) for chunk in _chunks(rows)]
    width = max((len(columns) for columns, _, _ in chunks), default=0)
    columns = [_join([_at(columns, i, len(lines)) for columns, lines, _ in chunks]) for i in range(width)]
    lines = pa.array([line for _, lines, _ in chunks for line in lines], pa.int32())
    widths = pa.array([width for _, _, widths in chunks for width in widths], pa.int32())
    return drop_blank_rows(Sheet(tuple(columns), lines, widths, reading, whole, name=name))


def tidy(cells: pa.Array) -> pa.Array:
    """Trim cells, and turn text that means blank into nulls."""
    trimmed = pc.utf8_trim(cells, characters=_WHITE)
    return pc.if_else(pc.is_in(trimmed, value_set=_blanks()), None, trimmed)


def drop_blank_rows(sheet: Sheet) -> Sheet:
    """Return the sheet without its empty rows."""
    if not sheet.columns:
        return sheet
    filled = reduce(pc.or_, (pc.is_valid(column) for column in sheet.columns))
    columns = tuple(column.filter(filled) for column in sheet.columns)
    return replace(sheet, columns=columns, lines=sheet.lines.filter(filled), widths=sheet.widths.filter(filled))


@cache
def _blanks() -> pa.Array:
    return pa.array(_BLANKS)


def _chunks(rows: Iterable[tuple[int, Sequence[str]]]) -> Iterator[list[tuple[int, Sequence[str]]]]:
    iterator = iter(rows)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk


def _columns(chunk: list[tuple[int, Sequence[str]]]) -> tuple[list[pa.Array], list[int], list[int]]:
    lines, rows = zip(*chunk, strict=True)
    widths = list(map(len, rows))
    level = zip(*rows, strict=True) if min(widths) == max(widths) else zip_longest(*rows)
    return [tidy(pa.array(cells, pa.string())) for cells in level], list(lines), widths


def _at(columns: list[pa.Array], index: int, rows: int) -> pa.Array:
    return columns[index] if index < len(columns) else pa.nulls(rows, pa.string())


def _join(parts: list[pa.Array]) -> pa.Array:
    return pa.concat_arrays(parts)
