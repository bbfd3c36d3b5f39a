"""The outline of a pivot: the label columns to the left of the key, the document rows and the subtotal rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from loaders.cells.columns import Column, Day, Locale
from loaders.cells.days import parse_day
from loaders.layouts.description import Export, Values
from loaders.layouts.grids import Grid, read_values
from loaders.layouts.recognition import normalise
from loaders.layouts.totals import ANY, GRAND, NAMELESS, add_up, cents

Labels = Sequence[str | None]
_TOTAL_WORDS = re.compile(r"\b(grand|overall|report|sub)?[ -]?totals?\b( (for|of)\b)?", re.IGNORECASE)


@dataclass(frozen=True)
class Subtotal:
    """A group total: its row, the label column whose group it closes, and the label that it repeats, if any."""

    row: int
    level: int
    name: str


@dataclass(frozen=True)
class Outline:
    """The outline of a pivot.

    `names` are the label columns in order, blank if the loader does not know one, and `labels` their cells. `documents`
    is a mask of the document rows. `subtotals` are by row. `begins` lists, for each label column, the rows where its
    label changes.
    """

    names: tuple[str, ...]
    labels: tuple[Labels, ...]
    documents: tuple[bool, ...]
    subtotals: dict[int, Subtotal]
    begins: tuple[frozenset[int], ...]

    def starts(self, row: int, level: int) -> bool:
        """Return True if an enclosing group begins on this row."""
        return any(row in rows for rows in self.begins[:level])

    def closes(self, row: int, level: int) -> bool:
        """Return True if this row is the total of the column's group or of an enclosing group."""
        return row in self.subtotals and self.subtotals[row].level <= level


def read_outline(export: Export, grid: Grid, documents: pa.Array, totals: pa.Array) -> Outline:
    """Return the outline of a grid that includes all its rows."""
    left = find_labels(export)
    cells = [grid.columns[position].to_pylist() for position, _ in left]
    key = grid.cells[export.loader.key].to_pylist()
    subtotals = (_read_subtotal(row, cells, key[row]) for row in pc.indices_nonzero(totals).to_pylist())
    names = tuple(name for _, name in left)
    subtotals_by_row = {subtotal.row: subtotal for subtotal in subtotals if subtotal}
    begins = tuple(frozenset(_find_changes(column)) for column in cells)
    return Outline(names, tuple(cells), tuple(documents.to_pylist()), subtotals_by_row, begins)


def find_labels(export: Export) -> list[tuple[int, str]]:
    """Return the position and name of each label column to the left of the key. The name is blank if it is unknown."""
    names, columns = {position: name for name, position in export.positions.items()}, export.loader.columns
    left = range(export.positions[export.loader.key])
    return [(p, names.get(p, "")) for p in left if p not in names or not columns[names[p]].numeric]


def list_subtotals(export: Export, totals: Grid) -> list[Subtotal | None]:
    """Return the group that each total row closes, or None if it is the total of no group."""
    cells = [totals.columns[position].to_pylist() for position, _ in find_labels(export)]
    keys = totals.cells[export.loader.key].to_pylist()
    return [_read_subtotal(row, cells, key) for row, key in enumerate(keys)]


def find_differences(
    export: Export, grid: Grid, outline: Outline, values: Values, locale: Locale
) -> list[tuple[int, str, Decimal, Decimal]]:
    """Return the subtotals that differ from their rows, as line, header, stated total and computed sum.

    `values` contains only the document rows.
    """
    summed = {n: c for n, c in export.loader.columns.items() if c.summed and n in export.positions}
    rows = sorted(outline.subtotals)
    indexes = {row: index for index, row in enumerate(row for row, is_one in enumerate(outline.documents) if is_one)}
    mask = pa.array([row in outline.subtotals for row in range(len(grid))], pa.bool_())
    stated = read_values(grid.filter(mask), summed, locale)
    labels = [_label_cells(grid, outline, level) for level in range(len(outline.names))]
    wrong = []
    for index, row in enumerate(rows):
        members = _find_members(export, outline, labels, outline.subtotals[row], locale)
        taken = pa.array([indexes[member] for member in members], pa.int64())
        for name in summed:
            total = stated[name][index].as_py()
            if total is None or (row == len(grid) - 1 and _is_grand(outline.subtotals[row], total, values[name])):
                continue
            if cents(total) != cents(sum_ := add_up(values[name].take(taken))):
                wrong.append((grid.lines[row].as_py(), grid.headers[name], total, sum_))
    return wrong


def _is_grand(subtotal: Subtotal, total: Decimal, amounts: pa.Array) -> bool:
    """Return True if a total without a label, on the last row, is that of all rows rather than of the last group."""
    return not subtotal.name and cents(total) == cents(add_up(amounts))


def name_same(column: Column | None, one: str | None, other: str | None, locale: Locale) -> bool:
    """Return True if two texts are the same label.

    Days are compared as days, because workbooks format them differently in totals.
    """
    if one is None or other is None:
        return False
    if normalise(one) == normalise(other):
        return True
    if not isinstance(column, Day):
        return False
    days = [parse_day(text, locale.date_order, locale.serials) for text in (one, other)]
    return days[0] is not None and days[0] == days[1]


def _find_changes(labels: Labels) -> Iterator[int]:
    above = None
    for row, label in enumerate(labels):
        if label and label != above:
            yield row
        above = label or above


def _read_subtotal(row: int, cells: Sequence[Labels], key: str | None) -> Subtotal | None:
    """Read a subtotal. A grand total is not a subtotal.

    "Total" alone closes the enclosing group, whose label may be printed before it.
    """
    texts = [(level, text) for level, column in enumerate(cells) if (text := column[row])]
    worded = [(level, text) for level, text in [*texts, (len(cells), key or "")] if re.search(ANY, text)]
    if not worded or re.search(GRAND, worded[0][1]):
        return None
    level, text = worded[0]
    if not re.search(NAMELESS, text):
        return Subtotal(row, level, _TOTAL_WORDS.sub("", text).strip(" :")) if level < len(cells) else None
    before = [(outer, label) for outer, label in texts if outer < level]
    return Subtotal(row, *before[-1]) if before else Subtotal(row, level - 1, "") if level else None


def _label_cells(grid: Grid, outline: Outline, level: int) -> Labels:
    """Return the cells of a label column in this grid. An unknown column is carried down, because it never lands."""
    name = outline.names[level]
    if name:
        return grid.cells[name].to_pylist()
    labels = list(outline.labels[level])
    for row in range(1, len(labels)):
        labels[row] = labels[row] or (None if outline.closes(row, level) else labels[row - 1])
    return labels


def _find_members(
    export: Export, outline: Outline, labels: Sequence[Labels], subtotal: Subtotal, locale: Locale
) -> list[int]:
    """Return a subtotal's rows: those since the previous total that have its name, or all of them if none does."""
    column = export.loader.columns.get(outline.names[subtotal.level])
    region = list(_list_region(outline, subtotal))
    matching = [row for row in region if name_same(column, labels[subtotal.level][row], subtotal.name, locale)]
    column_labels = labels[subtotal.level]
    only = {column_labels[row] for row in region} - {None}
    return matching or ([row for row in region if column_labels[row]] if len(only) == 1 else region)


def _list_region(outline: Outline, subtotal: Subtotal) -> Iterator[int]:
    """Return the documents above a subtotal, up to the previous total for the same column or an enclosing one."""
    for row in range(subtotal.row - 1, -1, -1):
        if outline.closes(row, subtotal.level):
            return
        if outline.documents[row]:
            yield row
