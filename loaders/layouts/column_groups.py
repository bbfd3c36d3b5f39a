"""A pivot with Year and Month across the top: a group of amounts per month, and perhaps one for the total.

Each document has its amounts in the group for its month, so the groups are merged back into one row. Total groups
repeat the amounts and prove them.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from loaders.cells.columns import Locale
from loaders.layouts.description import ColumnGroup, Export
from loaders.layouts.grids import Grid, read_values
from loaders.layouts.totals import GRAND, TotalsDiffer

_ZERO = r"^[^1-9]*$"


class SplitDocument(Refused):
    """A row with amounts in several groups, such as those of two months or branches."""

    def __init__(self, line: int, document: str, captions: Sequence[str]) -> None:
        listed = " and ".join(f'"{caption}"' for caption in captions)
        super().__init__(
            f"Line {line}: {document} has amounts under {listed}, but only months may be across the top, and a "
            "document belongs to one month. Remove Year and Month from the report's columns, or anything else above "
            "its headers, and export it again."
        )


def split_groups(export: Export, grid: Grid) -> list[Grid]:
    """Return one grid for each month's group, with that group's amounts."""
    return [_take_group(grid, group) for group in export.groups if not group.is_total]


def merge_groups(export: Export, grid: Grid, documents: pa.Array) -> Grid:
    """Return the grid with each document's amounts, from whichever group contains them. Raises SplitDocument.

    The amounts of a total row come from the total group. If there is no total group, they are blank here and each
    month's group is proven separately.
    """
    if not export.groups:
        return grid
    months, parts = [group for group in export.groups if not group.is_total], split_groups(export, grid)
    holds = [_holds_amounts(part, group) for part, group in zip(parts, months, strict=True)]
    several = pc.greater(reduce(pc.add, (mask.cast(pa.int32()) for mask in holds)), 1)
    row = pc.index(pc.and_(several, documents), value=True).as_py()
    if row >= 0:
        captions = [group.caption for group, mask in zip(months, holds, strict=True) if mask[row].as_py()]
        raise SplitDocument(grid.lines[row].as_py(), grid.cells[export.loader.key][row].as_py(), captions)
    cells = dict(grid.cells)
    for name in months[0].positions:
        amounts = pc.coalesce(
            *(pc.if_else(mask, part.cells[name], None) for part, mask in zip(parts, holds, strict=True)),
            *(pc.if_else(pc.invert(reduce(pc.or_, holds)), part.cells[name], None) for part in parts),
        )
        cells[name] = pc.if_else(several, _find_total(export, grid, name), amounts)
    return replace(grid, cells=cells)


def check_totals(export: Export, grid: Grid, documents: pa.Array, locale: Locale) -> None:
    """Raise TotalsDiffer if a total group states different amounts for a document than the group for its month."""
    merged = grid.filter(documents)
    for group in (group for group in export.groups if group.is_total):
        summed = {name: export.loader.columns[name] for name in group.positions if export.loader.columns[name].summed}
        values_of_month = read_values(merged, summed, locale)
        stated = read_values(_take_group(grid, group).filter(documents), summed, locale)
        for name in summed:
            amounts = pc.fill_null(values_of_month[name], 0)
            row = pc.index(pc.not_equal(amounts, stated[name]), value=True).as_py()
            if row >= 0:
                header = f"{grid.headers[name]} of {group.caption}"
                line, total, amount = (part[row].as_py() for part in (merged.lines, stated[name], amounts))
                raise TotalsDiffer([(line, header, total, amount)])


def _take_group(grid: Grid, group: ColumnGroup) -> Grid:
    below = {name: grid.columns[at] for name, at in group.positions.items()}
    return replace(grid, cells={**grid.cells, **below})


def _find_total(export: Export, grid: Grid, name: str) -> pa.Array:
    """Return the cells of the group that totals all months, or blanks if there is none."""
    totals = [group for group in export.groups if group.is_total]
    of_all = totals if len(totals) == 1 else [group for group in totals if re.search(GRAND, group.caption)]
    return _take_group(grid, of_all[0]).cells[name] if of_all else pa.nulls(len(grid), pa.string())


def _holds_amounts(part: Grid, group: ColumnGroup) -> pa.Array:
    """Return a mask of the rows with an amount other than zero in this group."""
    zero = (pc.fill_null(pc.match_substring_regex(part.cells[name], _ZERO), True) for name in group.positions)
    return pc.invert(reduce(pc.and_, zero))
