"""The rows of a ledger, sorted into entries, which have a day, and others: headings, balances, totals."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from close.spools import BATCH_ROWS
from close.store.datasets import FLAG, TEXT
from loaders.cells.columns import translate
from loaders.cells.days import ORDERS, parse_day
from loaders.layouts.description import Export
from loaders.layouts.faults import Faults
from loaders.layouts.grids import (
    Grid,
    RaggedRow,
    SecondHeader,
    check_header,
    check_shape,
    join_grids,
    list_grids,
)
from loaders.layouts.notations import Notation
from loaders.ledger.layouts.outline.carried_accounts import carry_accounts, prints_once
from loaders.ledger.layouts.row_labels import CLOSING, OPENING

AMOUNTS = ("debit", "credit", "amount", "balance")
_MARK = r"(?i)[0-9)]\s*[cd]r\.?$"
_OF_JOURNAL = ("source_type", "reference", "journal_id")
_CARRIED = ("entry_date", *_OF_JOURNAL, "contact", "posted_date")


@dataclass(frozen=True)
class SortedRows:
    """The rows under the headers, sorted.

    `is_entry` is true for each row that is an entry. `around` are the other rows, and `numbers` their indexes.
    `day_texts` are the distinct days of the entries. `is_marked` is true if the file marks its balances with Cr or Dr.
    `carries` is true if entries take the values that they leave blank from the row above, and `has_groups` if they take
    only their accounts from there.
    """

    is_entry: pa.BooleanArray
    around: Grid
    numbers: tuple[int, ...]
    day_texts: tuple[str, ...]
    is_marked: bool
    notation: Notation
    carries: bool
    has_groups: bool

    @property
    def last_entry(self) -> int:
        """The index of the last entry, or -1."""
        for end in range(len(self.is_entry), 0, -BATCH_ROWS):
            start = max(end - BATCH_ROWS, 0)
            if rows := pc.indices_nonzero(self.is_entry.slice(start, end - start)).to_pylist()[-1:]:
                return int(start + rows[0])
        return -1

    def entries(self, export: Export) -> Iterator[tuple[Grid, pa.Array]]:
        """Return the entries in parts, with the mask of the rows that they were selected from."""
        for grid in _list_carried(export, self.carries, has_groups=self.has_groups):
            mask = self.is_entry.slice(grid.first, len(grid))
            yield grid.filter(mask), mask


def sort_rows(export: Export, carries: bool) -> SortedRows:
    """Sort the rows. Entries have a day and at least one more value. Raises RaggedRow, SecondHeader.

    If `carries` is true, a journal's lines may leave repeated values blank.
    """
    faults, notation = Faults(RaggedRow, SecondHeader), Notation(export)
    masks, around, numbers = [], [], []
    day_texts: dict[str, None] = {}
    is_marked, has_groups = _marks_above(export), not carries and prints_once(export)
    for grid in _list_carried(export, carries, has_groups=has_groups):
        with faults.collect():
            check_shape(export, grid)
            check_header(grid)
            mask = _find_entries(export, grid)
            notation.look(_show_notation(grid, mask))
            day_texts |= dict.fromkeys(pc.unique(grid.cells["entry_date"].filter(mask)).to_pylist())
            is_marked = is_marked or _marks(export, grid)
            others = pc.invert(mask)
            masks.append(mask)
            around.append(grid.filter(others))
            numbers += [grid.first + row for row in pc.indices_nonzero(others).to_pylist()]
    faults.check()
    joined = join_grids(around)
    texts = tuple(filter(None, day_texts))
    return SortedRows(pa.concat_arrays(masks), joined, tuple(numbers), texts, is_marked, notation, carries, has_groups)


def _find_entries(export: Export, grid: Grid) -> pa.Array:
    serials = export.sheet.reading["format"] == "xlsx"
    is_day, _ = translate(grid.cells["entry_date"], lambda text: _may_be_day(text, serials) or None, FLAG)
    dated = pc.and_(pc.fill_null(is_day, False), pc.greater(grid.filled, 1))
    return pc.and_(dated, pc.invert(_says_balance(grid)))


def _show_notation(grid: Grid, is_entry: pa.Array) -> Grid:
    """Return all rows, with only the cells that show how days and amounts are written, excluding those of headings."""
    several = pc.greater(grid.filled, 1)
    kept = {"entry_date": is_entry, **dict.fromkeys(AMOUNTS, several)}
    cells = {
        name: pc.if_else(kept[name], column, None) if name in kept else column for name, column in grid.cells.items()
    }
    return replace(grid, cells=cells)


def _marks_above(export: Export) -> bool:
    """Return True if the balance column has Cr or Dr after an amount above the entries."""
    position = export.positions.get("balance")
    above = [] if position is None else [export.sheet.row(index)[position] for index in range(export.header + 1)]
    return any(re.search(_MARK, cell) for cell in above if cell)


def _marks(export: Export, grid: Grid) -> bool:
    position = export.positions.get("balance")
    if position is None:
        return False
    return bool(pc.any(pc.match_substring_regex(grid.columns[position], _MARK)).as_py())


def _may_be_day(text: str, serials: bool) -> bool:
    return any(parse_day(text, order, serials) for order in ORDERS)


def _says_balance(grid: Grid) -> pa.Array:
    """Mark opening and closing balances. They may have a day, but no source, or one that only names the balance."""
    pattern = f"{OPENING}|{CLOSING}"
    source = grid.cells.get("source_type", pa.nulls(len(grid), TEXT))
    no_source = pc.or_(source.is_null(), pc.fill_null(pc.match_substring_regex(source, pattern), False))
    rows = grid.filter(no_source)
    worded = [pc.match_substring_regex(text, pattern) for text in rows.texts]
    says = reduce(pc.or_, (pc.fill_null(one, False) for one in worded))
    return pc.replace_with_mask(pa.repeat(False, len(grid)), no_source, says)


def _list_carried(export: Export, carries: bool, *, has_groups: bool) -> Iterator[Grid]:
    """Return the parts. The values that only the first line of a journal or account states are copied to its lines."""
    if has_groups:
        yield from carry_accounts(export)
        return
    above: dict[str, pa.Scalar] = {}
    for grid in list_grids(export):
        yield _carry(grid, above) if carries and len(grid) else grid


def _carry(grid: Grid, above: dict[str, pa.Scalar]) -> Grid:
    """Copy the values above the lines that lack them. `above` are those of the part before, and are replaced.

    A line with another type or number than the one above is of another journal, whose day is not known.
    """
    own = grid.cells["name"] if "name" in grid.cells else grid.cells["code"]
    amounts = pc.or_(grid.cells["debit"].is_valid(), grid.cells["credit"].is_valid())
    bare = reduce(pc.and_, (own.is_valid(), amounts, grid.cells["entry_date"].is_null()))
    carried, cells = dict[str, pa.Array](), dict(grid.cells)
    for name in (name for name in _CARRIED if name in cells):
        stated = pc.if_else(bare, None, pc.coalesce(cells[name], ""))
        filled = pc.coalesce(pc.fill_null_forward(stated), above.get(name, pa.scalar(None, TEXT)))
        above[name], carried[name] = filled[-1], pc.if_else(pc.equal(filled, ""), None, filled)
    others = [pc.not_equal(cells[name], pc.coalesce(carried[name], "")) for name in _OF_JOURNAL if name in cells]
    is_same = pc.and_(bare, pc.invert(pc.fill_null(reduce(pc.or_, others), False))) if others else bare
    for name, column in carried.items():
        cells[name] = pc.if_else(is_same, pc.coalesce(cells[name], column), cells[name])
    return replace(grid, cells=cells)
