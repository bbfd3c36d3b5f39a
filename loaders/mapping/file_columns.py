"""The columns of an unknown file: where its headers are, and what the values below them look like."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from loaders.cells.amounts import parse_amounts
from loaders.cells.days import ORDERS, parse_day
from loaders.files.sheets import HEADER_WITHIN, Sheet
from loaders.mapping.headers import read_headers

SAMPLES = 3
# Totals among the rows may have other values, and weigh more in a short file.
_ROWS, _MOST, _HALF = 500, 0.75, 0.5
# Letters and digits without a space or decimals, such as R1042 or CDE-1042: rather the number of a document than an
# amount in rand, or in a currency with the code CDE.
CODE = r"^\pL+[-_/#]?\d+$"
DATES, AMOUNTS, NUMBERS, TEXTS, BLANK = "dates", "amounts", "whole numbers", "text", "blank"


@dataclass(frozen=True)
class FileColumn:
    """A column of a file.

    `kind` is one of the constants above. `cells` are those of the first rows that are data.
    """

    position: int
    header: str
    kind: str
    cells: tuple[str | None, ...]

    @property
    def samples(self) -> tuple[str, ...]:
        """The first few different values."""
        return tuple(dict.fromkeys(filter(None, self.cells)))[:SAMPLES]

    @property
    def variety(self) -> float:
        """The share of filled cells that differ from each other, or 1 for a blank column."""
        filled = list(filter(None, self.cells))
        return len(set(filled)) / len(filled) if filled else 1

    @property
    def has_digits(self) -> bool:
        """True if most values contain a digit, as references do."""
        filled = list(filter(None, self.cells))
        return sum(any(map(str.isdigit, cell)) for cell in filled) > len(filled) * _HALF

    @property
    def is_coded(self) -> bool:
        """True if most values are one word with a digit, as references are and the names of accounts are not."""
        filled = list(filter(None, self.cells))
        return sum(_is_one_word(cell) and any(map(str.isdigit, cell)) for cell in filled) > len(filled) * _HALF

    @property
    def length(self) -> float:
        """The average number of letters in a filled cell."""
        filled = list(filter(None, self.cells))
        return sum(map(len, filled)) / max(len(filled), 1)

    @property
    def label(self) -> str:
        """The header, or the number of a column without one."""
        return self.header or f"Column {self.position + 1}"


def find_header_row(sheet: Sheet) -> int:
    """Return the row that looks most like headers: the most texts, followed by a row with values."""
    rows = [tuple(filter(None, sheet.row(row))) for row in range(min(sheet.rows, HEADER_WITHIN + 1))]
    values = _find_values({cell for row in rows for cell in row})
    scores = [
        len(set(row)) - 2 * _count(row, values) + (_HALF if values & set(below) else 0)
        for row, below in zip(rows, [*rows[1:], ()], strict=True)
    ]
    return max(range(len(scores[:HEADER_WITHIN])), key=lambda row: (scores[row], -row), default=0)


def is_row_of_values(sheet: Sheet, row: int) -> bool:
    """Return True if most cells of a row are dates, amounts or numbers, so that it can hardly be headers."""
    cells = [cell for cell in sheet.row(row) if cell] if row < sheet.rows else []
    return _count(cells, _find_values(set(cells))) > len(cells) * _HALF


def starts_with_heading(sheet: Sheet, row: int) -> bool:
    """Return True if the first row below the headers has one cell, as in a report with a heading for each account."""
    below = (tuple(filter(None, sheet.row(each))) for each in range(row + 1, sheet.rows))
    first = next(filter(None, below), ())
    return len(first) == 1 and not _find_values(set(first))


def list_columns(sheet: Sheet, row: int) -> list[FileColumn]:
    """Return the columns under a header row, judged by the first rows that fill more than half of them."""
    headers = read_headers(sheet, row)
    part = next(sheet.parts(row + 1))
    columns = [column.slice(0, _ROWS) for column in part.columns]
    counts = [sum(cell is not None for cell in cells) for cells in zip(*(c.to_pylist() for c in columns), strict=True)]
    is_data = pa.array([count > max(counts, default=0) * _HALF for count in counts], pa.bool_())
    return [
        _describe(position, headers[position] if position < len(headers) else "", column.filter(is_data))
        for position, column in enumerate(columns)
    ]


def _describe(position: int, header: str, cells: pa.Array) -> FileColumn:
    return FileColumn(position, header, _find_kind(cells.drop_null()), tuple(cells.to_pylist()))


def _find_kind(filled: pa.Array) -> str:
    if not len(filled):
        return BLANK
    texts = filled.to_pylist()
    if sum(any(parse_day(text, order) for order in ORDERS) for text in texts) >= _MOST * len(texts):
        return DATES
    if sum(map(str.isdigit, texts)) >= _MOST * len(texts):
        return NUMBERS
    if pc.match_substring_regex(filled, CODE).true_count >= _MOST * len(texts):
        return TEXTS
    amounts = pc.or_(parse_amounts(filled, ".").is_valid(), parse_amounts(filled, ",").is_valid())
    return AMOUNTS if amounts.true_count >= _MOST * len(texts) else TEXTS


def _find_values(texts: set[str]) -> set[str]:
    """Return the texts that are days, numbers or amounts, rather than headers."""
    cells = pa.array(sorted(texts), pa.string())
    is_amount = pc.or_(parse_amounts(cells, ".").is_valid(), parse_amounts(cells, ",").is_valid())
    is_code = pc.match_substring_regex(cells, CODE)
    amounts = cells.filter(pc.and_(is_amount, pc.invert(is_code))).to_pylist()
    days = (text for text in texts if any(parse_day(text, order) for order in ORDERS))
    return {*amounts, *days, *filter(str.isdigit, texts)}


def _is_one_word(text: str) -> bool:
    return not any(map(str.isspace, text))


def _count(cells: Iterable[str], values: set[str]) -> int:
    return sum(cell in values for cell in cells)
