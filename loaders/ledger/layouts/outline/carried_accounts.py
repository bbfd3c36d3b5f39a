"""The accounts of entries below the only one that states it, carried down to the next account or total.

If any account occurs twice, accounts are printed on every row, and blanks are real.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from close.store.datasets import FLAG, TEXT
from loaders.cells.columns import translate
from loaders.cells.days import ORDERS, parse_day
from loaders.layouts.description import Export
from loaders.layouts.grids import Grid, list_grids
from loaders.ledger.layouts.row_labels import SUM

_PARTS = ("code", "name")
_TOTAL = rf"(?i)^(grand |report |overall |sub-?)?totals?\b|\s+totals?:?$|{SUM.removeprefix('(?i)')}"
_MOST = 5_000


def prints_once(export: Export) -> bool:
    """Return True if entries without an account follow accounts that each occur once, and no account is a heading."""
    if not export.positions.keys() & set(_PARTS) or not _has_blanks(export):
        return False
    seen, has_headings = set[tuple[str | None, ...]](), False
    for grid in list_grids(export):
        labelled, blank = _sort(export, grid)
        labels = _list_labels(grid, labelled)
        has_headings = has_headings or _find_first(pc.equal(grid.filled, 1)) < _find_last(pc.or_(labelled, blank))
        if has_headings or seen & set(labels) or len(set(labels)) < len(labels) or len(seen) + len(labels) > _MOST:
            return False
        if not seen and _find_first(blank) < _find_first(labelled):
            return False
        seen |= set(labels)
        has_headings = has_headings or bool(pc.any(pc.equal(grid.filled, 1)).as_py())
    return bool(seen)


def is_leftmost(export: Export) -> bool:
    """Return True if the account is to the left of every other column, as an outer label of a pivot is."""
    own = [position for name, position in export.positions.items() if name in _PARTS]
    return max(own) < min(position for name, position in export.positions.items() if name not in _PARTS)


def carry_accounts(export: Export) -> Iterator[Grid]:
    """Return the rows with their accounts carried down."""
    above: dict[str, pa.Scalar] = {}
    for grid in list_grids(export):
        yield _carry(export, grid, above) if len(grid) else grid


def _has_blanks(export: Export) -> bool:
    """Return True if any entry lacks an account. Most files are known by this not to need another look."""
    for grid in list_grids(export):
        rows = grid.filter(pc.and_(_lack_account(grid), pc.greater(grid.filled, 1)))
        if len(rows) and pc.any(_find_dated(export, rows)).as_py():
            return True
    return False


def _lack_account(grid: Grid) -> pa.Array:
    return reduce(pc.and_, (grid.cells[part].is_null() for part in _PARTS if part in grid.cells))


def _carry(export: Export, grid: Grid, above: dict[str, pa.Scalar]) -> Grid:
    """Fill the blanks of a part. `above` are the accounts at the end of the part before, and are replaced."""
    labelled, _ = _sort(export, grid)
    total = _find_totals(export, grid)
    several = pc.and_(pc.greater(grid.filled, 1), pc.invert(total))
    empty = _lack_account(grid)
    cells = dict(grid.cells)
    for part in _PARTS:
        if part in cells:
            stated = pc.if_else(total, "", pc.if_else(labelled, pc.coalesce(cells[part], ""), None))
            carried = pc.coalesce(pc.fill_null_forward(stated), above.get(part, pa.scalar(None, TEXT)))
            above[part] = carried[-1]
            filled = pc.if_else(pc.equal(carried, ""), None, carried)
            cells[part] = pc.if_else(pc.and_(empty, several), filled, cells[part])
    return replace(grid, cells=cells)


def _sort(export: Export, grid: Grid) -> tuple[pa.Array, pa.Array]:
    """Return masks of the rows with an account, and of the entries without one."""
    lacks, several = _lack_account(grid), pc.greater(grid.filled, 1)
    labelled = reduce(pc.and_, (pc.invert(lacks), several, pc.invert(_find_totals(export, grid))))
    return labelled, reduce(pc.and_, (lacks, several, _find_dated(export, grid)))


def _list_labels(grid: Grid, labelled: pa.Array) -> list[tuple[str | None, ...]]:
    columns = (grid.cells[part].filter(labelled).to_pylist() for part in _PARTS if part in grid.cells)
    return list(zip(*columns, strict=True))


def _find_totals(export: Export, grid: Grid) -> pa.Array:
    worded = [pc.fill_null(pc.match_substring_regex(text, _TOTAL), False) for text in grid.texts]
    return pc.and_(reduce(pc.or_, worded), pc.invert(_find_dated(export, grid)))


def _find_dated(export: Export, grid: Grid) -> pa.Array:
    serials = export.sheet.reading["format"] == "xlsx"
    is_day, _ = translate(
        grid.cells["entry_date"], lambda text: any(parse_day(text, order, serials) for order in ORDERS) or None, FLAG
    )
    return pc.fill_null(is_day, False)


def _find_first(mask: pa.Array) -> int:
    first = pc.index(mask, value=True).as_py()
    return first if first >= 0 else len(mask)


def _find_last(mask: pa.Array) -> int:
    rows = pc.indices_nonzero(mask)
    return rows[-1].as_py() if len(rows) else -1
