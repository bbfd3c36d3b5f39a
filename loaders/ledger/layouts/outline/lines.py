"""The lines of a ledger other than entries: their texts and amounts, and the errors in them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from loaders.cells.columns import Locale
from loaders.layouts.description import Export
from loaders.layouts.grids import Grid, read_values
from loaders.ledger.layouts.outline.rows import AMOUNTS, SortedRows
from loaders.ledger.layouts.row_labels import says_closing, says_opening

_CURRENCY = r"[a-z]{0,3}[$€£¥]?\.?"
_AMOUNT = rf"(?i)^[-–(]?\s?{_CURRENCY}\s?[-–(]?[0-9.,'’ ]*[.,][0-9]{{2}}\s?{_CURRENCY}\)?-?\s?{_CURRENCY}( ?[cd]r)?$"
_COUNTED = re.compile(r"[34]\d{4}([.,]\d+)?")


class UnknownRow(Refused):
    """A ledger row that is neither an entry nor a known kind of line."""

    def __init__(self, line: int, label: str, header: str) -> None:
        self.label = label
        super().__init__(
            f'Line {line} ("{label}") has no date under "{header}", and it is not a heading, balance or total of an '
            "account. If it was added to the report, remove it. If its date is damaged, export the report again. If "
            "the report prints a date once for several rows, choose to repeat it on every row."
        )


class CountedDay(Refused):
    """A text file that writes a day as an Excel serial number."""

    def __init__(self, line: int, text: str, header: str) -> None:
        super().__init__(
            f'Line {line}, {header}: "{text}" seems to be a date as an Excel serial number. '
            "Format the column as dates and save the file again, or upload the export unopened."
        )


class DesktopAmounts(Refused):
    """A QuickBooks Desktop ledger with a single amount column."""

    def __init__(self, line: int, account: str) -> None:
        super().__init__(
            f'Line {line} states a balance next to "{account}", as QuickBooks Desktop does. Its single Amount '
            "column does not show the side. Choose Customize Report > Display, tick Debit and Credit, and export again."
        )


@dataclass(frozen=True)
class Line:
    """A row other than an entry: its index, its line in the file, its texts from left to right, its amounts.

    `filled` is its number of filled cells. `name` and `code` come from its account columns.
    """

    row: int
    number: int
    texts: tuple[str, ...]
    filled: int
    amounts: Mapping[str, Decimal | None]
    name: str | None = None
    code: str | None = None

    @property
    def label(self) -> str:
        """The row's first text."""
        return self.texts[0] if self.texts else ""

    @property
    def account(self) -> str | None:
        """The account in the row's own columns."""
        return self.name or self.code

    @property
    def has_amounts(self) -> bool:
        """True if the row contains any amount."""
        return any(amount is not None for amount in self.amounts.values())

    @property
    def has_others(self) -> bool:
        """True if the row has amounts in unknown columns."""
        return self.filled > len(self.texts) + sum(amount is not None for amount in self.amounts.values())


def read_lines(export: Export, rows: SortedRows, locale: Locale) -> list[Line]:
    """Return the rows other than entries. Formulas without a value are treated as blank. Raises BadCells."""
    grid = rows.around
    several = pc.greater(grid.filled, 1)
    cells = {name: _read_stated(grid.cells[name], several) for name in AMOUNTS if name in grid.cells}
    columns = {name: export.loader.columns[name] for name in cells}
    amounts = read_values(replace(grid, cells=cells), columns, locale)
    stated = [
        dict(zip(amounts, row, strict=True)) for row in zip(*map(pa.Array.to_pylist, amounts.values()), strict=True)
    ]
    texts = _list_texts(export, grid, cells)
    accounts = (_list_accounts(grid, part) for part in ("name", "code"))
    parts = zip(rows.numbers, grid.lines.to_pylist(), texts, grid.filled.to_pylist(), stated, *accounts, strict=True)
    return [Line(*part) for part in parts]


def _list_accounts(grid: Grid, part: str) -> list[str | None]:
    """Return the account of each row. A column of accounts may contain the label of a balance instead."""
    cells = grid.cells[part].to_pylist() if part in grid.cells else [None] * len(grid)
    return [None if cell and (says_opening(cell) or says_closing(cell)) else cell for cell in cells]


def explain(line: Line, header: str) -> Refused:
    """Return the error for a line of an unknown kind."""
    counted = next(filter(_COUNTED.fullmatch, line.texts), None)
    if counted and len(line.texts) > 1:
        return CountedDay(line.number, counted, header)
    return UnknownRow(line.number, line.label or "no text", header)


def _list_texts(export: Export, grid: Grid, amounts: Mapping[str, pa.Array]) -> list[tuple[str, ...]]:
    """Return the texts of each row without its amounts.

    Unknown columns are included, because any may contain a heading.
    """
    positions = {position for name, position in export.positions.items() if name in amounts}
    heading = pc.equal(grid.filled, 1)
    texts = [
        pc.if_else(heading, column, None) if position in positions else column
        for position, column in enumerate(grid.columns)
    ]
    worded = [pc.if_else(pc.match_substring_regex(column, _AMOUNT), None, column) for column in texts]
    return [tuple(filter(None, row)) for row in zip(*(column.to_pylist() for column in worded), strict=True)]


def _read_stated(cells: pa.Array, several: pa.Array) -> pa.Array:
    """Return the amounts, without formulas and without the only text of a row, which is a heading."""
    formula = pc.starts_with(cells, "=")
    return pc.if_else(pc.and_(several, pc.invert(pc.fill_null(formula, False))), cells, None)
