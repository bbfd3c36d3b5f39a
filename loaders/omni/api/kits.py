"""Kits in a list of the API: a line for the kit, and a line for each product in it, whose `parentId` is the kit's `id`.

The products in a kit are what moves, so the line of the kit is left out, or its units and cost would count twice. Which
lines to count is unknown if no line has the id of a kit, or if the kit moved and the products in it did not.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from loaders.cells.columns import Column, Quantity
from loaders.layouts.description import Check, Export, Values
from loaders.layouts.grids import Grid

_NONE = pa.array(["0", ""], pa.string())
_LABEL = "Kits"
Row = dict[str, Any]


@dataclass(frozen=True)
class Kits:
    """The rows of kits in a list.

    `left_out` is a mask of the lines of kits, and `unclear` one of the lines of documents whose units are unknown.
    `kits` counts the former, and `documents` the documents of the latter.
    """

    left_out: pa.Array
    unclear: pa.Array
    kits: int
    documents: int

    def keep(self, *, of_lines: bool) -> pa.Array:
        """Return a mask of the rows that count. Lines with unknown units are no evidence of a document's cost."""
        return pc.invert(pc.or_(self.left_out, self.unclear) if of_lines else self.left_out)

    def blank(self, values: Values, columns: Mapping[str, Column]) -> Values:
        """Return the values without the quantities that are unknown."""
        units = {name for name, column in columns.items() if isinstance(column, Quantity)}
        return {name: pc.if_else(self.unclear, None, one) if name in units else one for name, one in values.items()}

    def list_checks(self) -> tuple[Check, ...]:
        """Return the remarks for the card."""
        checks = []
        if self.kits:
            noun = "kit is" if self.kits == 1 else "kits are"
            checks.append(Check(_LABEL, "passed", f"{self.kits:,} {noun} counted as the products in them"))
        if self.documents:
            noun = "document" if self.documents == 1 else "documents"
            detail = (
                f"the lines of {self.documents:,} {noun} do not show which of them are kits, so the units are unknown"
            )
            checks.append(Check(_LABEL, "not proven", detail))
        return tuple(checks)


def find_kits(export: Export, grid: Grid, values: Values, prefix: str) -> Kits | None:
    """Return the kits of a list, or None if no line is in one. `prefix` begins the names of the fields of a line."""
    labels = [(label or "").casefold() for label in export.sheet.row(export.header)]
    fields = [f"{prefix}{name}".casefold() for name in ("parentId", "id")]
    if fields[0] not in labels:
        return None
    parent = grid.columns[labels.index(fields[0])]
    is_inside = pc.and_(parent.is_valid(), pc.invert(pc.is_in(parent, value_set=_NONE.cast(parent.type))))
    if not pc.any(is_inside).as_py():
        return None
    own = grid.columns[labels.index(fields[1])] if fields[1] in labels else pa.nulls(len(grid), parent.type)
    with_kits = pc.is_in(grid.lines, value_set=pc.unique(grid.lines.filter(is_inside)))
    return _sort_lines(grid.lines, with_kits, pc.if_else(is_inside, parent, None), own, values)


def _sort_lines(lines: pa.Array, with_kits: pa.Array, parent: pa.Array, own: pa.Array, values: Values) -> Kits:
    units = [name for name in ("qty", "qty_ordered", "qty_moved") if name in values]
    columns = {"parent": parent, "own": own, **{name: values[name] for name in units}}
    documents: defaultdict[int, list[Row]] = defaultdict(list)
    for index in pc.indices_nonzero(with_kits).to_pylist():
        row = {name: column[index].as_py() for name, column in columns.items()}
        documents[lines[index].as_py()].append({**row, "index": index})
    unclear = [rows for rows in documents.values() if not _are_clear(rows)]
    dropped = {row["index"] for rows in documents.values() if rows not in unclear for row in _list_parents(rows)}
    unknown = {row["index"] for rows in unclear for row in rows}
    masks = (pa.array([index in chosen for index in range(len(lines))], pa.bool_()) for chosen in (dropped, unknown))
    left_out, is_unclear = masks
    return Kits(left_out, is_unclear, len(dropped), len(unclear))


def _list_parents(rows: list[Row]) -> list[Row]:
    named = {row["parent"] for row in rows if row["parent"]}
    return [row for row in rows if row["own"] in named]


def _are_clear(rows: list[Row]) -> bool:
    """Return True if each line in a kit has its kit in the document, and has moved if that has."""
    parents = {row["own"]: row for row in _list_parents(rows)}
    inside = [row for row in rows if row["parent"]]
    return all(row["parent"] in parents and _read_state(row) == _read_state(parents[row["parent"]]) for row in inside)


def _read_state(row: Row) -> str:
    """Return whether all, some or none of the units of a line have moved."""
    ordered, moved = row.get("qty", row.get("qty_ordered")), row.get("qty_moved")
    if not ordered or moved is None:
        return ""
    return "none" if moved == Decimal(0) else "all" if moved == ordered else "some"
