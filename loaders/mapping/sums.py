"""Rows that equal the sum of the rows above them: totals that would be counted a second time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.spools import Rows
from loaders.cells.columns import Locale
from loaders.layouts.description import Check, Contents, Export
from loaders.layouts.doubts.sums import FEWEST, HALF_CENT, count_units, mark_sums
from loaders.layouts.faults import Problems
from loaders.layouts.grids import Grid, list_grids, try_values
from loaders.mapping import mapping as mappings
from loaders.mapping.row_rules import find_label, matches
from loaders.mapping.stray_rows import is_day

_SHOWN, _NO_COINCIDENCE = 5, 3
_ZERO = pa.scalar(0, pa.int32())


class TotalAsRow(Refused):
    """A total that would land as a row."""

    def __init__(self, line: int, first: int, last: int, label: str) -> None:
        self.label = label
        rows = f'rows which begin with "{label}"'
        remedy = (
            f"say that {rows} are totals. If it is not, say that they are ordinary rows."
            if not is_day(label)
            else f"remove line {line} from the file, because other {rows} may be entries of that day. If it is not, "
            f"say that {rows} are ordinary rows."
        )
        super().__init__(
            f'Line {line} ("{label}") equals the sum of lines {first} to {last}. If it is a total, {remedy}'
        )


class SummedRow(NamedTuple):
    """A row that equals the sum of others: its line, their first and last line, its label, and if it is a total."""

    line: int
    first: int
    last: int
    label: str
    is_total: bool


@dataclass(frozen=True)
class _DataRows:
    """The rows that a layout has read as data, in the order of the file.

    `amounts` are the summed columns in units of 0.0001, and `texts` the number of filled texts in each row.
    """

    lines: pa.Array
    amounts: tuple[pa.Array, ...]
    texts: pa.Array
    labels: pa.Array
    is_confirmed: pa.Array

    def find_sum(self, start: int, origin: int) -> int:
        """Return the first row from `start` on that equals the sum of the rows from `origin` to it, or -1."""
        same = pc.and_(mark_sums(self.amounts, origin, FEWEST), pc.invert(self.is_confirmed))
        row = pc.index(same.slice(start), value=True).as_py()
        return int(start + row) if row >= 0 else -1

    def clear(self, row: int) -> "_DataRows":
        """Return the rows with no amounts in one of them, so that it is not added up again."""
        only = pa.array([at == row for at in range(len(self.lines))], pa.bool_())
        return replace(self, amounts=tuple(pc.if_else(only, None, column) for column in self.amounts))

    def describe(self, row: int, first: int) -> SummedRow:
        """Return a row that equals the rows from `first` to it.

        It is certain to be a total if it has fewer texts than most rows, or if it comes last.
        """
        is_total = self._lacks_texts(row) or row == len(self.lines) - 1
        line, start, end = (self.lines[at].as_py() for at in (row, first, row - 1))
        return SummedRow(line, start, end, self.labels[row].as_py() or "", is_total)

    def find_total_above(self) -> SummedRow | None:
        """Return the first row if it equals the sum of all the others."""
        zero_filled = [pc.fill_null(column, 0) for column in self.amounts]
        pairs = [(column[0].as_py(), pc.sum(column.slice(1)).as_py()) for column in zero_filled]
        is_sum = all(abs(one - (rest or 0)) <= HALF_CENT for one, rest in pairs)
        if len(self.lines) <= FEWEST or not is_sum or not any(one for one, _ in pairs):
            return None
        line, start, end = (self.lines[at].as_py() for at in (0, 1, len(self.lines) - 1))
        return SummedRow(line, start, end, self.labels[0].as_py() or "", self._lacks_texts(0))

    def _lacks_texts(self, row: int) -> bool:
        """Return True if a row has fewer texts than most."""
        return bool(self.texts[row].as_py() < pc.quantile(self.texts, interpolation="higher")[0].as_py())


def check_sums(export: Export, mapping: mappings.Mapping, contents: Contents) -> tuple[Check, ...]:
    """Return a remark for rows that may be totals. Raises TotalAsRow if there is little doubt.

    The first row of a file without headers is never taken for data if it equals the sum of all others.
    """
    rows = _list_rows(export, mapping, contents)
    found = list(_find_sums(rows)) if rows.amounts and len(rows.lines) else []
    certain = next((row for row in found if row.is_total or len(found) >= _NO_COINCIDENCE), None)
    if not (certain or mapping.has_headers):
        certain = next((row for row in found if row.line < row.first), None)
    if certain:
        raise TotalAsRow(certain.line, certain.first, certain.last, certain.label)
    if not found:
        return ()
    listed = "; ".join(f"line {row.line} equals lines {row.first} to {row.last}" for row in found)
    return (Check("Totals among the rows", "not proven", f"make sure that these are not totals: {listed}"),)


def _find_sums(rows: _DataRows) -> Iterator[SummedRow]:
    """Return the first few rows that equal the sum of all rows above, or of those since the previous such row."""
    above = None if rows.is_confirmed[0].as_py() else rows.find_total_above()
    if above:
        yield above
    start = 0
    for _ in range(_SHOWN):
        candidates = [(row, origin) for origin in {start, 0} if (row := rows.find_sum(start, origin)) >= 0]
        if not candidates:
            return
        row, first = min(candidates, key=lambda found: (found[0], -found[1]))
        yield rows.describe(row, first)
        rows, start = rows.clear(row), row + 1


def _list_rows(export: Export, mapping: mappings.Mapping, contents: Contents) -> _DataRows:
    columns = export.loader.columns
    summed = {name: column for name, column in columns.items() if column.summed and name in export.positions}
    texts = {at for name, at in export.positions.items() if not columns[name].numeric}
    locale = _read_locale(contents, export)
    landed = list_lines(contents.tables[export.loader.dataset.name])
    parts: list[tuple[pa.Array, ...]] = []
    for grid in list_grids(export):
        data = grid.filter(pc.is_in(grid.lines, value_set=landed))
        values = try_values(data, summed, locale, Problems())
        label = find_label(data.columns)
        filled = _count([data.columns[at] for at in texts], len(data))
        confirmed = reduce(pc.or_, (matches(label, rule) for rule in mapping.rows if rule.kind == "row"), _none(data))
        parts.append((data.lines, filled, label, confirmed, *(count_units(*item) for item in values.items())))
    lines, filled, label, confirmed, *amounts = map(pa.concat_arrays, zip(*parts, strict=True))
    return _DataRows(lines, tuple(amounts), filled, label, confirmed)


def _none(grid: Grid) -> pa.Array:
    return pa.repeat(False, len(grid))


def list_lines(rows: Rows) -> pa.Array:
    """Return the lines that landed."""
    return pa.concat_arrays([batch.column("_line") for batch in rows.to_batches()] or [pa.array([], pa.int32())])


def _count(columns: Sequence[pa.Array], rows: int) -> pa.Array:
    """Return the number of filled cells in each row."""
    return reduce(pc.add, (column.is_valid().cast(pa.int32()) for column in columns), pa.repeat(_ZERO, rows))


def _read_locale(contents: Contents, export: Export) -> Locale:
    reading: Mapping[str, str] = contents.reading
    mark = "," if reading.get("decimal_mark", "").startswith("comma") else "."
    return Locale(reading.get("date_order", "day-first"), mark, export.sheet.reading["format"] == "xlsx")
