"""Delimited text: separated by commas, semicolons, tabs or bars, with any line ending, and strict about quotes.

Text is read in blocks of whole lines. Arrow splits a block whose rows have the same number of cells and whose quotes
are regular. Any other block is split by Python's reader, which finds the line of an error.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

import pyarrow as pa

from close.errors import Refused
from close.texts import say_count
from loaders.files.plain_blocks import LONGEST_CELL, WIDEST, split_plain
from loaders.files.room import Room
from loaders.files.sheets import HEADER_WITHIN, Sheet, SheetBuilder, build_columns, tidy

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_HEAD = 60
_CHUNK = 2_000
# The first line by which Excel knows the delimiter. Other programs put it in quotes when they save the file again.
_SEPARATOR = re.compile(r'"?sep=(.)"?[^\w\n]*\n', re.IGNORECASE)
_GAP, _GAPS = re.compile(r"\S {2,}(?=\S)"), 2


class DamagedQuotes(Refused):
    """A quoted cell that is never closed, or that continues after its closing quote."""

    def __init__(self, line: int) -> None:
        super().__init__(
            f"Line {line}: a quoted cell is not closed properly. The file is cut off or damaged. Export it again."
        )


class LongCell(Refused):
    """A cell of over a million characters, which is not a cell of a table."""

    def __init__(self, line: int) -> None:
        super().__init__(
            f"Line {line} has a cell of over {LONGEST_CELL:,} characters. The file is damaged, or it is not a table. "
            "Export the report again as CSV or as an Excel workbook."
        )


class WideRow(Refused):
    """A row with more cells than any export, which would take more memory than the file itself."""

    def __init__(self, line: int, cells: int) -> None:
        super().__init__(
            f"Line {line} has {say_count(cells, 'cell')}, and an export has at most {WIDEST:,} columns. The file is "
            "damaged, or it is not a table. Export the report again."
        )


class FixedWidths(Refused):
    """A printed list whose columns are told apart only by their position, as an AS/400 prints it."""

    def __init__(self) -> None:
        super().__init__(
            "The columns of this file are separated by spaces, so that only their position tells them apart. Open it "
            "in Excel with Data > From Text/CSV, choose Fixed width as the delimiter, check where each column begins, "
            "save it as a workbook, and upload that."
        )


def read_delimited(blocks: Iterator[str], encoding: str) -> Sheet:
    """Read the single sheet in a delimited text. Raises DamagedQuotes, LongCell, WideRow, OversizedTable.

    Line numbers are those of the file. A row with line breaks inside a quoted cell has the number of its first line.
    """
    csv.field_size_limit(LONGEST_CELL)
    head, line = next(blocks, ""), 1
    delimiter = _find_delimiter(head)
    if stated := _SEPARATOR.match(head):
        delimiter, head, line = stated[1], head[stated.end() :], 2
    reading = {"format": "csv", "encoding": encoding, "delimiter": DELIMITERS.get(delimiter, delimiter)}
    reader = _Reader(chain([head], blocks), delimiter, line)
    return reader.read().build(reading, reader.is_ended)


class _Reader:
    """The reader of one text: its position, and the rows so far."""

    def __init__(self, blocks: Iterator[str], delimiter: str, line: int) -> None:
        self._blocks, self._delimiter, self._line = _cut_at_lines(blocks), delimiter, line
        self._room = Room()
        self._sheet = SheetBuilder(self._room)
        self._page, self._length = io.StringIO(), 0
        self.is_ended = False

    def read(self) -> SheetBuilder:
        """Read every block."""
        while (text := self._next()) is not None:
            text = self._skip_blank_lines(text)
            if columns := split_plain(text, self._delimiter):
                self._add(columns)
            else:
                self._read_slowly(text)
        return self._sheet

    def _next(self) -> str | None:
        text = next(self._blocks, None)
        if text is not None:
            self._room.grow(len(text))
            # The last block decides, unless it contains only blanks.
            end = text.rstrip(" \t")
            self.is_ended = end.endswith(("\n", "\r")) if end else self.is_ended
        return text

    def _skip_blank_lines(self, text: str) -> str:
        """Return a block without the blank lines at its beginning, of which a damaged file may have millions."""
        rest = text.lstrip("\r\n")
        skipped = text[: len(text) - len(rest)]
        self._line += skipped.count("\n") + skipped.count("\r") - skipped.count("\r\n")
        return rest

    def _add(self, columns: list[pa.Array]) -> None:
        rows = len(columns[0])
        lines = pa.array(range(self._line, self._line + rows), pa.int32())
        widths = pa.repeat(pa.scalar(len(columns), pa.int32()), rows)
        self._sheet.add([tidy(column) for column in columns], lines, widths)
        self._line += rows

    def _read_slowly(self, text: str) -> None:
        """Read a block, and as much of the following ones as belongs to its last row."""
        reader = csv.reader(self._list_lines(text), delimiter=self._delimiter, strict=True)
        first, line, rows = self._line, self._line, []
        try:
            for cells in reader:
                _check_width(len(cells), line)
                if cells:
                    rows.append((line, cells))
                line = reader.line_num + first
                is_done = self._page.tell() == self._length
                if rows and (is_done or len(rows) == _CHUNK):
                    self._sheet.add(*build_columns(rows))
                    rows = []
                if is_done:
                    break
        except csv.Error as error:
            raise (LongCell if "larger than" in str(error) else DamagedQuotes)(line) from error
        self._line = line

    def _list_lines(self, text: str | None) -> Iterator[str]:
        while text is not None:
            self._page, self._length = io.StringIO(text, newline=""), len(text)
            yield from self._page
            text = self._next()


def _check_width(cells: int, line: int) -> None:
    if cells > WIDEST:
        raise WideRow(line, cells)


def _cut_at_lines(blocks: Iterator[str]) -> Iterator[str]:
    """Return the text in blocks that end with a line, except perhaps the last one."""
    rest = ""
    for block in blocks:
        text = rest + block
        # A carriage return at the very end may be half of a line end.
        cut = text.rfind("\n") + 1 or text.rfind("\r", 0, len(text) - 1) + 1
        if cut:
            yield text[:cut]
        rest = text[cut:]
    if rest:
        yield rest


def _find_delimiter(text: str) -> str:
    """Choose the delimiter that splits most of the first rows into the same, largest number of cells."""
    head = io.StringIO(text[:200_000], newline="")
    lines = [line for _, line in zip(range(_HEAD), head, strict=False)]
    return max(DELIMITERS, key=lambda delimiter: _measure_regularity(lines, delimiter))


def _measure_regularity(lines: list[str], delimiter: str) -> int:
    widths = Counter(len(cells) - 1 for cells in csv.reader(lines, delimiter=delimiter) if len(cells) > 1)
    return max((width * count for width, count in widths.items()), default=0)


def has_fixed_widths(sheet: Sheet) -> bool:
    """Return True if most of the first rows of a text have wide gaps, as columns of fixed widths do."""
    if sheet.reading["format"] != "csv":
        return False
    rows = [" ".join(filter(None, sheet.row(index))) for index in range(min(sheet.rows, HEADER_WITHIN))]
    wide = sum(len(_GAP.findall(row)) >= _GAPS for row in rows)
    return wide >= _GAPS and wide * 2 > len(rows)
