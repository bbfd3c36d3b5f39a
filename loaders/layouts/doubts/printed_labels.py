"""Remarks for the card on labels that a pivot prints once: how far they were carried, and which may be notes."""

import pyarrow as pa
import pyarrow.compute as pc

from close.texts import say_count
from loaders.cells.columns import Text
from loaders.layouts.description import Check, Export
from loaders.layouts.grids import Grid
from loaders.layouts.outlines import Outline

_SHOWN = 5


def describe_labels(
    export: Export, printed: Grid, carried: Grid, outline: Outline, documents: pa.Array
) -> tuple[Check, ...]:
    """Return a remark for each column whose labels were carried down from `printed` to `carried`."""
    checks = []
    for level, name in enumerate(outline.names):
        rows = printed.cells[name].null_count - carried.cells[name].null_count if name else 0
        if (
            rows
            and not pc.count(printed.cells[name].filter(documents)).as_py()
            and _may_be_notes(export, outline, level)
        ):
            checks.append(_list_labels(printed.headers[name], carried.cells[name].filter(documents)))
        elif rows:
            detail = (
                f"{printed.headers[name]} is printed once per group and was filled down to {say_count(rows, 'row')}"
            )
            checks.append(Check("Labels", "passed", detail))
    return tuple(checks)


def _may_be_notes(export: Export, outline: Outline, level: int) -> bool:
    """Return True for texts of which no subtotal repeats one. A note among days or statuses would be unreadable."""
    is_text = isinstance(export.loader.columns[outline.names[level]], Text)
    return is_text and not any(one.level == level and one.name for one in outline.subtotals.values())


def _list_labels(header: str, cells: pa.Array) -> Check:
    labels = [f'"{label}"' for label in pc.unique(cells.drop_null()).to_pylist()]
    listed = ", ".join(labels[:_SHOWN]) + (f" and {len(labels) - _SHOWN} more" if len(labels) > _SHOWN else "")
    return Check("Labels", "not proven", f"{header}: no total names these, and any of them could be a note: {listed}")
