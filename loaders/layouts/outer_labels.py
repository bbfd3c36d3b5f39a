"""Outer labels of a pivot: a label printed on the first row of its group is carried down to the others.

Blank cells below a label have two meanings. In a pivot that prints its labels once, they belong to the label above. In
a table that prints them on every row, they are real blanks. The rules that distinguish the two:

- Only columns to the left of the key are considered. In one that the loader does not describe, any row may be blank.
- A pivot prints each label once within its group. If any label occurs twice there, labels are printed on every row.
- Otherwise labels are printed once if a row that must have the value is blank, or if a subtotal of this column, or of
  one further in, is correct only with the rows below its label.
- Below a product's code, its name is that of its first row. So is anything else that a column further out decides.
- Without such evidence blanks stay blank if some rows must have the value. In a column that may be blank in any row,
  they are refused.

A pivot also groups the rows without a value, as its first or its last group, which may be labelled "(blank)". Rows
that may belong to such a last group without a label are refused, unless a subtotal of their own column closes the
group above them.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from loaders.cells.columns import Locale
from loaders.layouts.description import Check, Export, Values
from loaders.layouts.doubts.printed_labels import describe_labels
from loaders.layouts.grids import PIVOT_BLANKS, Grid, drop_blanks
from loaders.layouts.label_groups import Group, are_closed, carry_headings, find_gapped
from loaders.layouts.outlines import Outline, find_differences, read_outline
from loaders.layouts.totals import TotalsDiffer

_REMEDY = (
    "Choose to repeat labels on every row of the report, or move {header} to the right of {key}, and export it again. "
    "If it is blank in Omni, enter it there first."
)


class MissingLabel(Refused):
    """A row that lacks a required value, with no label above it to carry down."""

    def __init__(self, line: int, header: str, key_header: str, key: str, why: str) -> None:
        super().__init__(
            f"Line {line}, {header}: the cell for {key} is blank{why}, and the layout does not show which label "
            "above applies. " + _REMEDY.format(header=header, key=key_header)
        )


class AmbiguousLabel(Refused):
    """A blank that may belong to the label above it, or to a last group without a label."""

    def __init__(self, line: int, header: str, key_header: str, key: str, label: str) -> None:
        super().__init__(
            f'Line {line}, {header}: the blank for {key} can mean "{label}", the label above it, or no label. '
            + _REMEDY.format(header=header, key=key_header)
        )


def carry_labels(
    export: Export, grid: Grid, documents: pa.Array, totals: pa.Array, values: Values, locale: Locale
) -> tuple[Grid, tuple[Check, ...]]:
    """Return the grid with its labels carried down, and remarks for the card.

    `values` are those of the documents. Raises MissingLabel, AmbiguousLabel, UncertainHeading,
    TotalsDiffer.
    """
    if not export.loader.outer_labels or not len(grid):
        return grid, ()
    printed, grid = grid, carry_headings(export, grid, documents, totals)
    outline = read_outline(export, grid, documents, totals)
    groups = find_gapped(export, outline)
    wrong = find_differences(export, grid, outline, values, locale)
    everything = _carry(grid, outline, groups)
    needing = _find_deepest(export, everything, groups, outline, locale)
    deepest = max(needing, _find_subtotalled(grid, outline, {line for line, *_ in wrong}))
    once = {level: group for level, group in groups.items() if level <= deepest or are_closed(group)}
    decided = {level: group for level, group in groups.items() if _is_decided(export, outline, level, group, once)}
    if once:
        others = {level: group for level, group in groups.items() if level not in decided}
        _check_ambiguous(export, everything, outline, others, set(once), locale)
    once |= decided
    carried = _carry(grid, outline, once)
    if once:
        wrong = find_differences(export, carried, outline, values, locale)
    if wrong:
        raise TotalsDiffer(wrong)
    for level in groups.keys() - once.keys():
        _check_unproven(export, carried, groups[level], outline.names[level])
    check_missing(export, carried, documents, locale, {outline.names[level] for level in once})
    return carried, describe_labels(export, printed, carried, outline, documents)


def _carry(grid: Grid, outline: Outline, groups: dict[int, list[Group]]) -> Grid:
    cells = dict(grid.cells)
    for level, carried_groups in groups.items():
        labels = cells[outline.names[level]].to_pylist()
        for group in carried_groups:
            for row in group.below:
                labels[row] = group.label
        cells[outline.names[level]] = pa.array(labels, pa.string())
    return replace(grid, cells=cells)


def _find_deepest(
    export: Export, carried: Grid, groups: dict[int, list[Group]], outline: Outline, locale: Locale
) -> int:
    """Return the innermost column in which a row below a label lacks a required value, or -1.

    This column and those further out print their labels once. So does a column with "(blank)" as a label, because its
    other blanks mean something else.
    """
    deepest = -1
    for level, label_groups in groups.items():
        needed = _find_needed(export, carried, outline.names[level], locale)
        if _labels_blanks(outline, level) or any(needed[row] for group in label_groups for row in group.below):
            deepest = level
    return deepest


def _find_subtotalled(grid: Grid, outline: Outline, lines: Collection[int]) -> int:
    """Return the innermost column with a subtotal on one of these lines, or -1.

    Subtotals of an outer column are right whatever the blanks of an inner one mean.
    """
    levels = (subtotal.level for row, subtotal in outline.subtotals.items() if grid.lines[row].as_py() in lines)
    return max(levels, default=-1)


def _is_decided(export: Export, outline: Outline, level: int, groups: list[Group], once: Collection[int]) -> bool:
    """Return True if a column further out, which is printed once, decides the labels of this one."""
    decides = export.loader.describe_label(outline.names[level]).of
    labels: dict[int, set[str]] = defaultdict(set)
    for group in groups:
        labels[group.outer].add(group.label)
    is_first = not any(group.after_blanks for group in groups)
    return (
        is_first
        and decides in {outline.names[n] for n in once if n < level}
        and all(len(found) == 1 for found in labels.values())
    )


def _labels_blanks(outline: Outline, level: int) -> bool:
    return any(label and label.casefold() in PIVOT_BLANKS for label in outline.labels[level])


def _find_needed(export: Export, grid: Grid, name: str, locale: Locale) -> Sequence[bool]:
    """Return a mask of the rows that must have a label."""
    label = export.loader.describe_label(name)
    needed = [label.always_filled] * len(grid)
    for other, value in label.filled_where.items():
        if other in grid.cells:
            read, _ = export.loader.columns[other].read(drop_blanks(grid.cells[other]), locale)
            needed = pc.fill_null(pc.equal(read, value), False).to_pylist()
    return needed


def _check_ambiguous(
    export: Export, carried: Grid, outline: Outline, groups: dict[int, list[Group]], once: set[int], locale: Locale
) -> None:
    """Raise AmbiguousLabel for rows that may belong to their column's last group, the one without a label.

    In columns further in than those known to print labels once, any blank may belong to such a group. A pivot that
    prints "(blank)" labels that group.
    """
    for level, label_groups in groups.items():
        name = outline.names[level]
        if _labels_blanks(outline, level):
            continue
        needed = _find_needed(export, carried, name, locale)
        for group in _find_last(export, label_groups, name, locale) if level in once else label_groups:
            last = group.below[-1] if group.below else None
            if last is not None and not (needed[last] or group.closed or group.after_blanks):
                _refuse_blank(export, carried, name, last, group.label)


def _check_unproven(export: Export, grid: Grid, groups: list[Group], name: str) -> None:
    """Raise AmbiguousLabel for a blank in a column that no row must have, so that no row can show what blanks mean."""
    label = export.loader.describe_label(name)
    if label.always_filled or label.filled_where:
        return
    first = next(group for group in groups if group.below)
    _refuse_blank(export, grid, name, first.below[0], first.label)


def _refuse_blank(export: Export, grid: Grid, name: str, row: int, label: str) -> None:
    headers, key = export.headers, export.loader.key
    raise AmbiguousLabel(grid.lines[row].as_py(), headers[name], headers[key], grid.cells[key][row].as_py(), label)


def _find_last(export: Export, groups: list[Group], name: str, locale: Locale) -> list[Group]:
    """Return the last group in each enclosing group, or every group if the labels are not sorted."""
    siblings: dict[int, list[Group]] = defaultdict(list)
    for group in groups:
        siblings[group.outer].append(group)
    last = []
    for sibling_groups in siblings.values():
        labels, _ = export.loader.columns[name].read(
            pa.array([group.label for group in sibling_groups], pa.string()), locale
        )
        order = labels.to_pylist()
        sortable = None not in order and order in (sorted(order), sorted(order, reverse=True))
        last += sibling_groups[-1:] if sortable else sibling_groups
    return last


def check_missing(export: Export, grid: Grid, documents: pa.Array, locale: Locale, once: Collection[str] = ()) -> None:
    """Raise MissingLabel if a document lacks a label that its other values require, or that a pivot prints once."""
    key, headers = export.loader.key, export.headers
    for name in export.loader.columns:
        label = export.loader.describe_label(name)
        if name not in grid.cells or not (label.strict or name in once):
            continue
        needed = pa.array(_find_needed(export, grid, name, locale), pa.bool_())
        blank = drop_blanks(grid.cells[name]).is_null()
        row = pc.index(pc.and_(pc.and_(documents, needed), blank), value=True).as_py()
        if row >= 0:
            others = (other for other in label.filled_where if other in grid.cells)
            why = "".join(f', although {headers[other]} is "{grid.cells[other][row].as_py()}"' for other in others)
            raise MissingLabel(grid.lines[row].as_py(), headers[name], headers[key], grid.cells[key][row].as_py(), why)
