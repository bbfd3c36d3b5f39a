"""A sheet: the cells of a table as text, column by column, with the line in the file for each row.

Cells are trimmed. An empty cell, "-" and "null" are null (exports.md#blank-is-not-zero). Rows without any value are
left out. The rows of a long sheet are on disk and are read in parts.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, reduce
from itertools import zip_longest
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.spools import BATCH_ROWS, Spool
from loaders.files.contents import ROWS, show_step
from loaders.files.room import Room, Row, cut_rows

HEADER_WITHIN = 50  # rows: the headers of a report are not further down
_BLANKS = ("", "-", "–", "—", "−", "null", "NULL", "Null")
_WHITE = " \t\r\n\f\v"
# How a text is kept from becoming a number or a formula in Excel: ="00123" and '00123. Names may begin with 't or 's.
_FORMULA, _QUOTED = r'^="([^"]*)"$', r"^'[^'\s]([^']*[^'])?$"
_CONTRACTED = r"^'(t|s|n|k|m|r|em)[ -]"
_LINE, _WIDTH = "line", "width"
_ROW, _WORD = re.compile(r"\d+$"), re.compile(r"[^\W\d_]")
_BATCH = 2**26  # bytes


class LostValues(Refused):
    """A sheet of a workbook with failed formulas in place of values."""

    def __init__(self, sheet: str, cells: Sequence[str]) -> None:
        super().__init__(
            f'Sheet "{sheet}" has cells with a failed formula (such as #DIV/0! or #N/A): {", ".join(cells)}. '
            "Export the report again and upload it unedited."
        )


class Uncalculated(Refused):
    """A row of data with a formula whose value is not in the workbook."""

    def __init__(self, sheet: str, cell: str) -> None:
        super().__init__(
            f'Cell {cell} of sheet "{sheet}" has a formula that was never calculated, so its value is not in the file. '
            "Open the workbook in Excel, save it, and upload it again."
        )


class Part(NamedTuple):
    """Some rows of a sheet, one after the other: their cells, lines and widths, and the index of the first."""

    columns: tuple[pa.Array, ...]
    lines: pa.Array
    widths: pa.Array
    first: int


@dataclass(frozen=True)
class Sheet:
    """The rows of a table that contain a value.

    Each part has their cells, their lines in the file (rows of a workbook's sheet, positions in a JSON list) and the
    number of cells in the file, including empty ones. `width` is the number of columns. `reading` describes how the
    bytes were read. `whole` is true if the file cannot have been cut off. `lost` lists the addresses of failed
    formulas, and `uncalculated` those of formulas without a value. A workbook's user does not see the sheets that it
    hides.
    """

    spool: Spool
    width: int
    reading: Mapping[str, str]
    whole: bool
    lost: tuple[str, ...] = ()
    name: str = ""
    is_hidden: bool = False
    uncalculated: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """The number of rows that contain a value."""
        return self.spool.num_rows

    def row(self, index: int) -> tuple[str | None, ...]:
        """Return the cells of one row."""
        part = self._head if index < len(self._head.lines) else self._open(index)
        return tuple(column[index - part.first].as_py() for column in part.columns)

    def line(self, index: int) -> int:
        """Return the line of one row, or of the last row for -1."""
        index += self.rows if index < 0 else 0
        part = self._open(index)
        return int(part.lines[index - part.first].as_py())

    def parts(self, start: int = 0) -> Iterator[Part]:
        """Return the rows from one row onwards, in parts. There is at least one part, which may be empty."""
        for number, first in enumerate(self.spool.starts[:-1]):
            if self.spool.starts[number + 1] > start:
                yield self._read(number, max(start - first, 0))
                show_step(ROWS, self.spool.starts[number + 1], self.rows)
        if start >= self.rows:
            none = pa.array([], pa.int32())
            yield Part(tuple(pa.array([], pa.string()) for _ in range(self.width)), none, none, start)

    @cached_property
    def _head(self) -> Part:
        """The first part, which stays in memory because the rows around the headers are read again and again."""
        return next(self.parts())

    def _open(self, index: int) -> Part:
        return self._read(bisect_right(self.spool.starts, index) - 1, 0)

    def _read(self, number: int, skipped: int) -> Part:
        rows = self.spool.batch(number).slice(skipped)
        columns = [rows.column(str(position)) for position in range(rows.num_columns - 2)]
        columns += [pa.nulls(rows.num_rows, pa.string())] * (self.width - len(columns))
        return Part(tuple(columns), rows.column(_LINE), rows.column(_WIDTH), self.spool.starts[number] + skipped)


class SheetBuilder:
    """The rows of a sheet so far. They are written in batches of BATCH_ROWS rows, or fewer if those are very long.

    `room` limits the table, unless the rows come from another sheet.
    """

    def __init__(self, room: Room | None = None) -> None:
        self.spool, self.width, self._room = Spool(), 0, room
        self._parts: list[pa.Table] = []

    def add(self, columns: Sequence[pa.Array], lines: pa.Array, widths: pa.Array) -> None:
        """Add rows, as columns of trimmed text. Rows without any value are left out. Raises OversizedTable."""
        if not columns:
            return
        self.width = max(self.width, len(columns))
        arrays = {**dict(zip(map(str, range(len(columns))), columns, strict=True)), _LINE: lines, _WIDTH: widths}
        filled = reduce(pc.or_, (pc.is_valid(column) for column in columns))
        table = pa.table(arrays)
        self._parts.append(table if pc.all(filled).as_py() else table.filter(filled))
        if sum(part.num_rows for part in self._parts) >= BATCH_ROWS or sum(p.nbytes for p in self._parts) >= _BATCH:
            self._write()

    def add_all(self, rows: Sequence[Row]) -> None:
        """Add all rows of a sheet. As in a workbook, each is as wide as the widest. Raises OversizedTable."""
        width = max((len(cells) for _, cells in rows), default=0)
        for part in cut_rows(rows):
            columns, lines, _ = build_columns(part)
            self.add(columns, lines, pa.repeat(pa.scalar(width, pa.int32()), len(part)))

    def build(self, reading: Mapping[str, str], whole: bool, name: str = "", lost: tuple[str, ...] = ()) -> Sheet:
        """Return the sheet."""
        self._write()
        return Sheet(self.spool, self.width, reading, whole, lost, name)

    def _write(self) -> None:
        if not any(part.num_rows for part in self._parts):
            self._parts.clear()
            return
        if self._room:
            rows, width = sum(part.num_rows for part in self._parts), max(part.num_columns for part in self._parts)
            last = max(part[_LINE][-1].as_py() for part in self._parts if part.num_rows)
            self._room.take(rows * width, sum(part.nbytes for part in self._parts), last)
        joined = pa.concat_tables(self._parts, promote_options="default").combine_chunks()
        self._parts.clear()
        for batch in joined.to_batches():
            self.spool.add(batch)


def check_formulas(sheet: Sheet, header: int, totals: re.Pattern[str]) -> None:
    """Check that every cell below the headers has a value. Raises LostValues, Uncalculated.

    Rows with a text that matches `totals` may be formulas without a value, because they are only compared with others.
    """
    if sheet.lost:
        raise LostValues(sheet.name, sheet.lost)
    cells: dict[int, str] = {}
    for cell in sheet.uncalculated:
        cells.setdefault(int(_ROW.findall(cell)[0]), cell)
    lines = pa.array(cells, pa.int32())
    for part in sheet.parts(header + 1) if cells else ():
        for row in pc.indices_nonzero(pc.is_in(part.lines, value_set=lines)).to_pylist():
            texts = [text for column in part.columns if (text := column[row].as_py()) and _WORD.search(text)]
            if texts and not any(map(totals.search, texts)):
                raise Uncalculated(sheet.name, cells[part.lines[row].as_py()])


def build_columns(rows: Sequence[tuple[int, Sequence[str]]]) -> tuple[list[pa.Array], pa.Array, pa.Array]:
    """Return (line, cells) pairs as columns of trimmed text, with the lines and widths."""
    lines, cells = zip(*rows, strict=True)
    widths = list(map(len, cells))
    level = zip(*cells, strict=True) if min(widths) == max(widths) else zip_longest(*cells)
    columns = [tidy(pa.array(column, pa.string())) for column in level]
    return columns, pa.array(lines, pa.int32()), pa.array(widths, pa.int32())


def tidy(cells: pa.Array) -> pa.Array:
    """Trim cells, and turn text that means blank into nulls."""
    trimmed = pc.ascii_trim(_remove_guards(pc.ascii_trim(cells, characters=_WHITE)), characters=_WHITE)
    return pc.if_else(pc.is_in(trimmed, value_set=_blanks()), None, trimmed)


def _remove_guards(cells: pa.Array) -> pa.Array:
    if pc.any(pc.starts_with(cells, "=")).as_py():
        cells = pc.replace_substring_regex(cells, _FORMULA, r"\1")
    if not pc.any(pc.starts_with(cells, "'")).as_py():
        return cells
    is_name = pc.match_substring_regex(cells, _CONTRACTED)
    is_guarded = pc.and_(pc.match_substring_regex(cells, _QUOTED), pc.invert(is_name))
    return pc.if_else(is_guarded, pc.utf8_slice_codeunits(cells, 1), cells)


@cache
def _blanks() -> pa.Array:
    return pa.array(_BLANKS)
