"""The groups of a pivot's label column: each label printed, and the rows below it that do not repeat it.

A pivot in outline form prints each label on a row of its own, above the rows of its group.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from loaders.layouts.description import Export
from loaders.layouts.doubts.remarks import find_remarks
from loaders.layouts.grids import Grid
from loaders.layouts.outlines import Labels, Outline, find_labels, read_outline
from loaders.layouts.recognition import normalise


class UncertainHeading(Refused):
    """A row with one text that may be the label of the rows below it, or a note."""

    def __init__(self, line: int, text: str, header: str) -> None:
        super().__init__(
            f'Line {line} ("{text}") can be the {header} of the rows below it, or a note. '
            "If it is a note, delete the row and upload the file again. If it is a label, export the report with its "
            "labels repeated on every row."
        )


@dataclass
class Group:
    """A label and the rows below it that do not repeat it.

    `closed`: a subtotal of its own column ends it. `after_blanks`: rows without a label came first. `outer`: the
    enclosing group.
    """

    label: str
    outer: int
    after_blanks: bool
    below: list[int] = field(default_factory=list)
    closed: bool = False


def are_closed(groups: list[Group]) -> bool:
    """Return True if its own subtotal ends every group with blanks, so that they are inside it even if they add 0."""
    return all(group.closed for group in groups if group.below)


def find_gapped(export: Export, outline: Outline) -> dict[int, list[Group]]:
    """Find the groups of each label column that has blanks below its labels and may print each label once.

    A label that occurs twice in a group shows that its column prints labels on every row. It also shows this for the
    columns that the loader does not describe, where blanks are common.
    """
    known = {level: _find_groups(outline, level) for level, name in enumerate(outline.names) if name}
    repeating = {level for level, groups in known.items() if _repeat(groups)}
    described = {level for level in known if outline.names[level] in export.loader.outer_labels}
    settled = repeating | (known.keys() - described if repeating else set())
    return {
        level: groups
        for level, groups in known.items()
        if level not in settled and any(group.below for group in groups)
    }


def _repeat(groups: list[Group]) -> bool:
    labels = [(group.outer, group.label) for group in groups]
    return len(set(labels)) < len(labels)


def _find_groups(outline: Outline, level: int) -> list[Group]:
    """Return the groups in a label column.

    They restart with each enclosing group, and a blank after a subtotal starts a new group.
    """
    groups: list[Group] = []
    open_group, outer, blanks = False, 0, False
    for row, label in enumerate(outline.labels[level]):
        if outline.closes(row, level):
            if groups and open_group:
                groups[-1].closed = outline.subtotals[row].level == level
            open_group = False
            continue
        if not outline.documents[row]:
            continue
        if outline.starts(row, level):
            outer, blanks, open_group = row, False, False
        if label:
            groups.append(Group(label, outer, blanks))
            open_group = True
        elif open_group:
            groups[-1].below.append(row)
        else:
            blanks = True
    return groups


def carry_headings(export: Export, grid: Grid, documents: pa.Array, totals: pa.Array) -> Grid:
    """Return the grid with the labels that stand on rows of their own, in the columns where no document has a label.

    Raises UncertainHeading.
    """
    alone = reduce(pc.and_, (pc.equal(grid.filled, 1), pc.invert(documents), pc.invert(totals)))
    left = find_labels(export)
    if not any(pc.any(pc.and_(alone, grid.columns[position].is_valid())).as_py() for position, _ in left):
        return grid
    outline, last = read_outline(export, grid, documents, totals), pc.indices_nonzero(documents).to_pylist()[-1:]
    headings = {row for row in pc.indices_nonzero(alone).to_pylist() if last and row < last[0]}
    columns, cells, outer = list(grid.columns), dict(grid.cells), set[int]()
    for level, (position, name) in enumerate(left):
        texts = outline.labels[level]
        own = {row for row in headings if texts[row]}
        on_rows = [text for text, is_one in zip(texts, outline.documents, strict=True) if is_one]
        if name and own and any(on_rows):
            _check_mixed(grid, outline, level, own)
        elif name and own:
            filled = _fill(outline, level, own, outer)
            if None in filled or not _is_grouped(outline, level, own):
                raise _doubt(grid, outline, level, min(own))
            _check_remarks(grid, outline, level, own)
            labels = iter(filled)
            printed = [next(labels) if is_one else text for text, is_one in zip(texts, outline.documents, strict=True)]
            columns[position] = cells[name] = pa.array(printed, pa.string())
        outer |= own
    return replace(grid, cells=cells, columns=tuple(columns))


def _check_mixed(grid: Grid, outline: Outline, level: int, headings: Collection[int]) -> None:
    """Check that no document without a label is directly below a heading, if others have labels on their rows."""
    for row in sorted(headings):
        if outline.documents[row + 1] and not outline.labels[level][row + 1]:
            raise _doubt(grid, outline, level, row)


def _check_remarks(grid: Grid, outline: Outline, level: int, headings: Collection[int]) -> None:
    """Check that no heading is a remark, unless a subtotal names it, and that each has a subtotal if most have one."""
    named = {normalise(subtotal.name) for subtotal in outline.subtotals.values() if subtotal.level == level}
    doubtful = [row for row in sorted(headings) if normalise(outline.labels[level][row]) not in named]
    remarks = find_remarks(outline.labels[level][row] or "" for row in headings)
    lacking = doubtful if len(doubtful) * 2 < len(headings) else []
    for row in doubtful:
        if row in lacking or outline.labels[level][row] in remarks:
            raise _doubt(grid, outline, level, row)


def _doubt(grid: Grid, outline: Outline, level: int, row: int) -> UncertainHeading:
    return UncertainHeading(
        grid.lines[row].as_py(), outline.labels[level][row] or "", grid.headers[outline.names[level]]
    )


def _fill(outline: Outline, level: int, headings: Collection[int], outer: Collection[int]) -> Labels:
    """Return the label of each document, from the heading above it."""
    label, labels = None, list[str | None]()
    for row, text in enumerate(outline.labels[level]):
        if row in headings:
            label = text
        elif row in outer or outline.closes(row, level):
            label = None
        elif outline.documents[row]:
            labels.append(label)
    return labels


def _is_grouped(outline: Outline, level: int, headings: Collection[int]) -> bool:
    """Return True if there are several labels, or a subtotal names the only one."""
    texts: Sequence[str | None] = [outline.labels[level][row] for row in headings]
    names = {subtotal.name for subtotal in outline.subtotals.values() if subtotal.level == level}
    return len(set(texts)) > 1 or bool(names & set(texts))
