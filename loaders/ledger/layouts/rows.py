"""The rows of a ledger, sorted into entries, which have a day, and other lines: headings, balances, totals."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.store.datasets import FLAG
from loaders.cells.columns import Locale, translate
from loaders.cells.days import ORDERS, parse_day
from loaders.layouts.description import Export
from loaders.layouts.grids import Grid, read_values
from loaders.ledger.layouts.row_labels import CLOSING, OPENING

AMOUNTS = ("debit", "credit", "amount", "balance")
_CURRENCY = r"[a-z]{0,3}[$€£¥]?\.?"
_AMOUNT = rf"(?i)^[-–(]?\s?{_CURRENCY}\s?[-–(]?[0-9.,'’ ]*[.,][0-9]{{2}}\s?{_CURRENCY}\)?-?\s?{_CURRENCY}( ?[cd]r)?$"
_COUNTED = re.compile(r"[34]\d{4}([.,]\d+)?")
CARRIED = ("entry_date", "source_type", "reference", "contact", "journal_id", "posted_date")


class UnknownRow(Refused):
    """A ledger row that is neither an entry nor a known kind of line."""

    def __init__(self, line: int, label: str, header: str) -> None:
        super().__init__(
            f'Line {line} ("{label}") has no date under "{header}", and it is not a heading, balance or total of an '
            "account. If it was added to the report, remove it. If its date is damaged, export the report again."
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


@dataclass(frozen=True)
class SortedRows:
    """The rows under the headers, and a mask of the entries."""

    grid: Grid
    is_entry: pa.Array

    @property
    def entries(self) -> Grid:
        """The entries alone."""
        return self.grid.filter(self.is_entry)

    @property
    def telling(self) -> Grid:
        """All rows, with only the cells that show how days and amounts are written, excluding those of headings."""
        several = pc.greater(self.grid.filled, 1)
        kept = {"entry_date": self.is_entry, **dict.fromkeys(AMOUNTS, several)}
        cells = {
            name: pc.if_else(kept[name], column, None) if name in kept else column
            for name, column in self.grid.cells.items()
        }
        return replace(self.grid, cells=cells)


def sort_rows(export: Export, grid: Grid, carries: bool) -> SortedRows:
    """Sort the rows. Entries have a day and at least one more value.

    If `carries` is true, a journal's lines may leave repeated values blank.
    """
    serials = export.sheet.reading["format"] == "xlsx"
    if carries:
        grid = _carry(grid)
    is_day, _ = translate(grid.cells["entry_date"], lambda text: _may_be_day(text, serials) or None, FLAG)
    dated = pc.and_(pc.fill_null(is_day, False), pc.greater(grid.filled, 1))
    return SortedRows(grid, pc.and_(dated, pc.invert(_says_balance(grid))))


def read_lines(export: Export, rows: SortedRows, locale: Locale) -> list[Line]:
    """Return the rows other than entries. Formulas without a value are treated as blank. Raises BadCells."""
    around = pc.invert(rows.is_entry)
    grid, numbers = rows.grid.filter(around), pc.indices_nonzero(around).to_pylist()
    several = pc.greater(grid.filled, 1)
    cells = {name: _read_stated(grid.cells[name], several) for name in AMOUNTS if name in grid.cells}
    columns = {name: export.loader.columns[name] for name in cells}
    amounts = read_values(replace(grid, cells=cells), columns, locale)
    stated = [
        dict(zip(amounts, row, strict=True)) for row in zip(*map(pa.Array.to_pylist, amounts.values()), strict=True)
    ]
    texts = _texts(export, rows.grid, cells, around)
    accounts = (
        grid.cells[part].to_pylist() if part in grid.cells else [None] * len(numbers) for part in ("name", "code")
    )
    parts = zip(numbers, grid.lines.to_pylist(), texts, grid.filled.to_pylist(), stated, *accounts, strict=True)
    return [Line(*part) for part in parts]


def explain(line: Line, header: str) -> Refused:
    """Return the error for a line of an unknown kind."""
    counted = next(filter(_COUNTED.fullmatch, line.texts), None)
    if counted and len(line.texts) > 1:
        return CountedDay(line.number, counted, header)
    return UnknownRow(line.number, line.label or "no text", header)


def is_marked(export: Export) -> bool:
    """Return True if the file marks its balances with Cr or Dr."""
    position = export.positions.get("balance")
    if position is None:
        return False
    return bool(pc.any(pc.match_substring_regex(export.sheet.columns[position], r"(?i)[0-9)]\s*[cd]r\.?$")).as_py())


def _texts(export: Export, grid: Grid, amounts: Mapping[str, pa.Array], around: pa.Array) -> list[tuple[str, ...]]:
    """Return the texts of each row without its amounts.

    Unknown columns are included, because any may contain a heading.
    """
    positions = {position for name, position in export.positions.items() if name in amounts}
    below = [column.slice(export.header + 1).filter(around) for column in export.sheet.columns]
    heading = pc.equal(grid.filled.filter(around), 1)
    texts = [
        pc.if_else(heading, column, None) if position in positions else column for position, column in enumerate(below)
    ]
    worded = [pc.if_else(pc.match_substring_regex(column, _AMOUNT), None, column) for column in texts]
    return [tuple(filter(None, row)) for row in zip(*(column.to_pylist() for column in worded), strict=True)]


def _read_stated(cells: pa.Array, several: pa.Array) -> pa.Array:
    formula = pc.starts_with(cells, "=")
    return pc.if_else(pc.and_(several, pc.invert(pc.fill_null(formula, False))), cells, None)


def _may_be_day(text: str, serials: bool) -> bool:
    return any(parse_day(text, order, serials) for order in ORDERS)


def _says_balance(grid: Grid) -> pa.Array:
    """Mark opening and closing balances. They may have a day, but do not have a source."""
    worded = [pc.match_substring_regex(text, f"{OPENING}|{CLOSING}") for text in grid.texts]
    says = reduce(pc.or_, (pc.fill_null(one, False) for one in worded))
    return pc.and_(says, grid.cells["source_type"].is_null()) if "source_type" in grid.cells else says


def _carry(grid: Grid) -> Grid:
    """Copy the values that only a journal's first line states to each of its lines."""
    own = grid.cells["name"] if "name" in grid.cells else grid.cells["code"]
    amounts = pc.or_(grid.cells["debit"].is_valid(), grid.cells["credit"].is_valid())
    bare = reduce(pc.and_, (own.is_valid(), amounts, grid.cells["entry_date"].is_null()))
    cells = dict(grid.cells)
    for name in CARRIED:
        if name in cells:
            above = pc.if_else(bare, None, pc.coalesce(cells[name], ""))
            carried = pc.fill_null_forward(above)
            cells[name] = pc.if_else(bare, pc.if_else(pc.equal(carried, ""), None, carried), cells[name])
    return replace(grid, cells=cells)
