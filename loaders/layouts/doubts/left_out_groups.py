"""The group of rows that a total leaves out, such as those of one branch: its sum is exactly the difference."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from functools import reduce
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.texts import say_count
from loaders.cells.columns import Locale
from loaders.layouts.column_groups import merge_groups
from loaders.layouts.description import Export
from loaders.layouts.faults import Problems
from loaders.layouts.grids import join_grids, try_values
from loaders.layouts.table_rows import TableRows
from loaders.layouts.totals import TotalsDiffer, cents


class _Group(NamedTuple):
    """The rows with one text in a column. The text is blank for those without one."""

    header: str
    text: str
    rows: int
    line: int


class GroupLeftOut(Refused):
    """Rows that add up to the total in the same file only without those of one group."""

    def __init__(self, error: TotalsDiffer, group: _Group) -> None:
        differences = str(error).splitlines()[:-1]
        which = f'with {group.header} "{group.text}"' if group.text else f"without {group.header}"
        why = (
            f"The difference is exactly the sum of {say_count(group.rows, 'row')} {which}, the first in line "
            f"{group.line}, which the total seems to leave out. Export the report again, with a total of the same rows."
        )
        super().__init__("\n".join([*differences, why]))


@contextmanager
def name_groups(export: Export, rows: TableRows, locale: Locale) -> Iterator[None]:
    """Replace a TotalsDiffer of the body with GroupLeftOut, if the difference is the sum of one group."""
    try:
        yield
    except TotalsDiffer as error:
        group = _find_group(export, rows, locale, _list_apart(export, error))
        if group:
            raise GroupLeftOut(error, group) from error
        raise


def _list_apart(export: Export, error: TotalsDiffer) -> Mapping[str, Decimal]:
    """Return by how much the rows exceed the last total that differs, by column."""
    names = {header: name for name, header in export.headers.items()}
    last = error.differences[-1][0]
    of_last = [one for one in error.differences if one[0] == last and one[1] in names]
    return {names[header]: cents(summed) - cents(stated) for _, header, stated, summed in of_last}


def _find_group(export: Export, rows: TableRows, locale: Locale, apart: Mapping[str, Decimal]) -> _Group | None:
    """Return the group whose amounts are the differences, in the column with the fewest groups if there are several."""
    if not apart:
        return None
    parts = (merge_groups(export, grid, documents).filter(documents) for grid, documents, _ in rows.parts(export))
    data = join_grids(list(parts))
    columns = export.loader.columns
    amounts = try_values(data, {name: columns[name] for name in apart}, locale, Problems())
    numbers = {at for name, at in export.positions.items() if columns[name].numeric}
    found: list[tuple[int, _Group]] = []
    for position in (at for at in range(len(data.columns)) if at not in numbers):
        table = pa.table({"text": data.columns[position], "line": data.lines, **amounts})
        header = export.sheet.row(export.header)[position] or f"column {position + 1}"
        found += _match_groups(table, header, apart)
    return min(found, default=(0, None))[1]


def _match_groups(table: pa.Table, header: str, apart: Mapping[str, Decimal]) -> Iterator[tuple[int, _Group]]:
    """Return the groups of a column whose sums are the differences, each with the number of all groups."""
    sums = [(name, "sum") for name in apart]
    groups = table.group_by("text", use_threads=False).aggregate([*sums, ("line", "min"), ("line", "count")])
    fits = reduce(pc.and_, (pc.equal(pc.round(groups[f"{name}_sum"], 2), one) for name, one in apart.items()))
    for group in groups.filter(pc.fill_null(fits, False)).to_pylist():
        yield len(groups), _Group(header, group["text"] or "", group["line_count"], group["line_min"])
