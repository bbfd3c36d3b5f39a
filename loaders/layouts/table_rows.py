"""The rows of a flat table, sorted into documents and totals before any cell is converted."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.store.datasets import TEXT
from loaders.cells.columns import Day
from loaders.layouts.column_groups import SplitDocument, merge_groups
from loaders.layouts.description import Export
from loaders.layouts.faults import Faults
from loaders.layouts.grids import (
    Grid,
    RaggedRow,
    SecondHeader,
    check_shape,
    join_grids,
    list_grids,
)
from loaders.layouts.notations import Notation
from loaders.layouts.outlines import find_labels, list_subtotals
from loaders.layouts.totals import ANY, GRAND, NAMELESS


class StrayRow(Refused):
    """A row that is neither a document nor a total."""

    def __init__(self, line: int, header: str, label: str | None) -> None:
        self.label = label or ""
        what = (
            f'Line {line} ("{label}") is neither a row with {header} and values nor a total.'
            if label
            else f"Line {line} has values but no {header}, and no label that makes it a total."
        )
        super().__init__(f"{what} Remove any additions to the report and export it again.")


@dataclass(frozen=True)
class TableRows:
    """The rows of a table.

    `documents` and `is_total` are masks of the rows of each part. `totals` are the total rows, and `words` the text
    that makes each one a total. `is_outline` is true if labels may have to be carried from one row to others, so that
    the rows must be read as one part. `ends_in_heading` is true if the last row is a heading.
    """

    notation: Notation
    documents: list[pa.Array]
    is_total: list[pa.Array]
    totals: Grid
    words: pa.Array
    is_outline: bool
    ends_in_heading: bool

    def parts(self, export: Export) -> Iterator[tuple[Grid, pa.Array, pa.Array]]:
        """Return the parts of the table, with the masks of the documents and of the totals in each."""
        grids = list_grids(export)
        if self.is_outline:
            yield join_grids(list(grids)), pa.concat_arrays(self.documents), pa.concat_arrays(self.is_total)
        else:
            yield from zip(grids, self.documents, self.is_total, strict=True)


def find_rows(export: Export) -> TableRows:
    """Sort the rows. Raises RaggedRow, SecondHeader, StrayRow, SplitDocument."""
    faults = Faults(RaggedRow, SecondHeader, StrayRow, SplitDocument)
    notation, labels = Notation(export), _Labels(export)
    parts: list[tuple[pa.Array, pa.Array, Grid, pa.Array]] = []
    ends_in_heading = False
    for grid in list_grids(export):
        with faults.collect():
            check_shape(export, grid)
            called = _find_total_words(export, grid)
            is_total = called.is_valid()
            documents = _find_documents(export, grid, is_total, _find_notes(grid, called))
            merged = merge_groups(export, grid, documents)
            notation.look(merged)
            labels.look(grid, documents)
            parts.append((documents, is_total, merged.filter(is_total), called.drop_null()))
            ends_in_heading = _ends_in_heading(export, grid)
    with faults.collect():
        if export.pages and (faults or labels.have_blanks()):
            raise SecondHeader(export.pages[0])
    faults.check()
    documents_of, totals_of, totals, words = map(list, zip(*parts, strict=True))
    joined = join_grids(totals)
    is_outline = len(parts) == 1 or bool(export.groups) or labels.may_have_gaps() or any(list_subtotals(export, joined))
    return TableRows(
        notation,
        documents_of,
        totals_of,
        joined,
        pa.concat_arrays(words),
        is_outline,
        ends_in_heading,
    )


def _ends_in_heading(export: Export, grid: Grid) -> bool:
    """Return True if the last row has one cell, which is not the key."""
    return bool(len(grid)) and grid.filled[-1].as_py() == 1 and not grid.cells[export.loader.key][-1].is_valid


def _find_total_words(export: Export, grid: Grid) -> pa.Array:
    """Return the text that makes a row a total, if it is the row's only text.

    In the key column only the bare word counts.

    A product may be called TOTAL-KIT. A group's label may come before its total.
    """
    loader, positions = export.loader, export.positions
    before_key = {name for name in loader.outer_labels if positions.get(name, 10_000) < positions[loader.key]}
    worded = [c for n, c in grid.cells.items() if not (loader.columns[n].numeric or n in before_key)]
    alone = pc.less_equal(reduce(pc.add, (cells.is_valid().cast(pa.int32()) for cells in worded)), 1)
    rows = grid.filter(alone)
    word = pc.coalesce(*(pc.if_else(pc.match_substring_regex(text, ANY), text, None) for text in rows.texts))
    called = pc.or_(rows.cells[loader.key].is_null(), pc.match_substring_regex(word, f"{GRAND}|{NAMELESS}"))
    return pc.replace_with_mask(pa.nulls(len(grid), TEXT), alone, pc.if_else(called, word, None))


def _find_notes(grid: Grid, called: pa.Array) -> pa.Array:
    """Return a mask of the rows with one cell below a grand total, which are notes in whichever column they are."""
    grand = pc.fill_null(pc.match_substring_regex(called, GRAND), False)
    rows = pa.array(range(len(grid)), pa.int64())
    below = pc.greater(rows, pc.max(rows.filter(grand))) if pc.any(grand).as_py() else pa.repeat(False, len(grid))
    return pc.and_(below, pc.equal(grid.filled, 1))


def _find_documents(export: Export, grid: Grid, totals: pa.Array, notes: pa.Array) -> pa.Array:
    """Return the rows with a key and more. Any other row with a single cell is a heading or a footnote.

    The rest are refused, including those that may be totals.
    """
    keyed, single = grid.cells[export.loader.key].is_valid(), pc.equal(grid.filled, 1)
    data = reduce(pc.and_, (keyed, pc.invert(totals), pc.invert(single)))
    expected = reduce(pc.or_, (data, totals, notes, pc.and_(single, pc.invert(keyed))))
    stray = pc.or_(pc.invert(expected), pc.and_(data, _seem_totals(export, grid)))
    row = pc.index(stray, value=True).as_py()
    if row >= 0:
        raise StrayRow(grid.lines[row].as_py(), grid.headers[export.loader.key], grid.label[row].as_py())
    return data


def _seem_totals(export: Export, grid: Grid) -> pa.Array:
    """Mark the rows with a key such as "Total EUR" that may be totals: they lack every day, or the texts of others.

    A product may be called TOTAL-KIT.
    """
    columns, key = export.loader.columns, grid.cells[export.loader.key]
    filled = {n: cells.is_valid().cast(pa.int32()) for n, cells in grid.cells.items() if not columns[n].numeric}
    texts = reduce(pc.add, filled.values())
    alone = pc.and_(pc.equal(texts, 1), pc.any(pc.greater(texts, 1)))
    days = [cells for name, cells in filled.items() if isinstance(columns[name], Day)]
    undated = pc.equal(reduce(pc.add, days), 0) if days else pa.repeat(False, len(grid))
    return pc.and_(pc.fill_null(pc.match_substring_regex(key, ANY), False), pc.or_(alone, undated))


class _Labels:
    """The outer label columns of a table: whether they have blanks, and whether a label is certain to be repeated."""

    def __init__(self, export: Export) -> None:
        self._left = find_labels(export)
        self._outer = [(p, name) for p, name in self._left if name and export.loader.outer_labels]
        self._blank: set[str] = set()
        self._repeated: set[str] = set()

    def look(self, grid: Grid, documents: pa.Array) -> None:
        """Add the evidence of a part."""
        for position, name in self._outer:
            if pc.any(pc.and_(documents, grid.columns[position].is_null())).as_py():
                self._blank.add(name)
            if name not in self._repeated and self._repeats(grid, documents, position):
                self._repeated.add(name)

    def have_blanks(self) -> bool:
        """Return True if a document lacks a label."""
        return bool(self._blank)

    def may_have_gaps(self) -> bool:
        """Return True if a column may print each label once."""
        return bool(self._blank - self._repeated)

    def _repeats(self, grid: Grid, documents: pa.Array, position: int) -> bool:
        """Return True if two adjacent documents have the same label, within the same enclosing group."""
        pairs = [_find_same(grid.columns[p]) for p, _ in self._left if p < position]
        column = grid.columns[position]
        labelled = pc.and_(_find_same(column), column.slice(1).is_valid())
        both = pc.and_(documents.slice(0, max(len(documents) - 1, 0)), documents.slice(1))
        return bool(pc.any(reduce(pc.and_, pairs, pc.and_(both, labelled))).as_py())


def _find_same(column: pa.Array) -> pa.Array:
    """Mark the cells, from the second one on, that equal the one before. Blanks are equal."""
    one, other = column.slice(0, max(len(column) - 1, 0)), column.slice(1)
    return pc.or_(pc.and_(one.is_null(), other.is_null()), pc.fill_null(pc.equal(one, other), False))
