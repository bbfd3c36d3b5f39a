"""The rows of a mapped file by kind: those that are read as rows of the dataset, and those that are not."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from loaders.cells.columns import Day, translate
from loaders.cells.days import ORDERS, parse_day
from loaders.layouts.description import Export
from loaders.layouts.grids import Grid, list_grids
from loaders.layouts.totals import ANY
from loaders.ledger.layouts.row_labels import CLOSING, OPENING, SUM
from loaders.mapping.row_rules import find_label

ROW, TOTAL, BALANCE, HEADING, OTHER, ABOVE = "row", "total", "balance", "heading", "other", "above"
_EXAMPLES = 5


@dataclass
class RowKind:
    """The rows of one kind: their lines, and the cells of the first few."""

    kind: str
    lines: list[int] = field(default_factory=list)
    examples: list[tuple[int, str]] = field(default_factory=list)

    def add(self, line: int, text: str) -> None:
        """Add a row."""
        self.lines.append(line)
        if len(self.examples) < _EXAMPLES:
            self.examples.append((line, text))


def sort_rows(export: Export, landed: pa.Array) -> dict[str, RowKind]:
    """Sort all rows of the sheet. `landed` are the lines that were read as rows of the dataset.

    A row that was added to another one with the same key also counts as read.
    """
    kinds = {kind: RowKind(kind) for kind in (ROW, TOTAL, BALANCE, HEADING, OTHER, ABOVE)}
    for index in range(export.header):
        kinds[ABOVE].add(export.sheet.line(index), " | ".join(filter(None, export.sheet.row(index))))
    for grid in list_grids(export):
        sorted_kinds = mark_kinds(export, grid, landed)
        for row, (kind, line) in enumerate(zip(sorted_kinds.to_pylist(), grid.lines.to_pylist(), strict=True)):
            is_shown = len(kinds[kind].examples) < _EXAMPLES
            cells = (column[row].as_py() for column in grid.columns) if is_shown else ()
            kinds[kind].add(line, " | ".join(filter(None, cells)))
    return {name: kind for name, kind in kinds.items() if kind.lines}


def share_words(label: str, others: Iterable[str]) -> str:
    """Return the first words that a label has in common with others, such as "Total for", or the label."""
    words = label.split()
    alike = [other.split() for other in others if other != label and words and other.split()[:1] == words[:1]]
    for count in range(len(words) - 1, 0, -1):
        if alike and all(other[:count] == words[:count] for other in alike):
            return " ".join(words[:count])
    return label


def mark_kinds(export: Export, grid: Grid, landed: pa.Array) -> pa.Array:
    """Return the kind of each row of a part. `landed` are the lines that were read as rows of the dataset."""
    label = find_label(grid.columns)
    numbers = [grid.cells[n] for n, c in export.loader.columns.items() if c.numeric and n in grid.cells]
    has_number = pc.is_valid(pc.coalesce(*numbers)) if numbers else pa.repeat(False, len(grid))
    has_key = pc.is_valid(pc.coalesce(*_list_keys(export, grid)))
    cases = (
        (pc.is_in(grid.lines, value_set=landed), ROW),
        (_says(label, f"{OPENING}|{CLOSING}"), BALANCE),
        (_says(label, f"{ANY}|{SUM}"), TOTAL),
        (pc.equal(grid.filled, 1), HEADING),
        (pc.and_(has_key, has_number), ROW),
    )
    found = pa.repeat(OTHER, len(grid))
    for mask, kind in reversed(cases):
        found = pc.if_else(mask, kind, found)
    return found


def _list_keys(export: Export, grid: Grid) -> list[pa.Array]:
    """Return what rows of the dataset have in common: days, or else the key if it is a text. Other cells are null."""
    columns, key = export.loader.columns, export.loader.key
    days = [_keep_days(grid.cells[name]) for name in grid.cells if isinstance(columns[name], Day)]
    keys = [grid.cells[key]] if key in grid.cells and not columns[key].numeric else []
    return [*days, *keys] or [pa.nulls(len(grid), pa.string())]


def _keep_days(cells: pa.Array) -> pa.Array:
    is_day, _ = translate(cells, lambda text: any(parse_day(text, order) for order in ORDERS) or None, pa.bool_())
    return pc.if_else(is_day, cells, None)


def _says(label: pa.Array, pattern: str) -> pa.Array:
    return pc.fill_null(pc.match_substring_regex(label, pattern), False)
