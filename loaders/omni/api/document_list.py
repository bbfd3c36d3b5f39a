"""The layout of an API's list: one row for each document, or one for each of its lines."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from close.texts import say_count
from loaders.layouts.description import Check, Contents, Expectations, Export, Values
from loaders.layouts.grids import Grid, open_grid, read_values
from loaders.layouts.keys import merge_keys
from loaders.layouts.notations import decide_locale
from loaders.layouts.tables import build_table, count_days, find_absent, find_settled
from loaders.omni.api.kits import find_kits
from loaders.omni.api.references import check_references

LINES = "lineItems."
PAGE = 50  # documents on the API's smallest usual page; the others, such as 250, are multiples of it
_LINE, _IS_LINE = "_line", "_is_line"
# Half of the digits of an amount, so that a product of two has room.
_SHORT = pa.decimal128(18, 4)


@dataclass(frozen=True)
class DocumentList:
    """An API's list of documents.

    `of_lines`: a row is a line of a document, not a document. `lines`: the beginning of the fields of a line.
    `lacks`: the facts that the API does not give and the report that does, in words for the card.
    `counts`: the column of yes or no, without which a document does not count.
    `counts_kits`: the line of a kit is left out if the products in it have lines, see `kits`.
    `prepare`: adds values to the rows before the lines of a document are added up.
    """

    of_lines: bool = False
    lines: str = LINES
    lacks: str = ""
    counts: str = ""
    counts_kits: bool = True
    prepare: Callable[[Values], Values] = dict

    def read(self, export: Export, expected: Expectations) -> Contents:
        """Read the rows of the loader's dataset. Raises Refused with the error in the file."""
        loader = export.loader
        rows, words, kits = self._read_rows(export, expected)
        counted, left_out = self._leave_out(rows)
        read = {name: counted[name].combine_chunks() for name in loader.columns}
        weights = loader.weigh(read, expected.settings)
        derived = loader.derive(read, expected.settings, weights)
        table = build_table(loader, derived, counted[_LINE].combine_chunks())
        if self.of_lines or loader.dataset.unique:
            check_references(table)
        remarks = (*left_out, *loader.remark(weights))
        merged, added = merge_keys(loader, table, export.headers[loader.key])
        once = _take_documents(read, table[_LINE].combine_chunks())
        settled, other_days = find_settled(loader, once)
        return Contents(
            tables={loader.dataset.name: merged},
            totals={},
            checks=(*_list_checks(export, self.lacks), *self._count_bare(export, rows), *kits, *remarks, *added),
            absent=tuple(name for name in find_absent(export) if name in loader.dataset.columns),
            reading={**words, "total_row": "no"},
            period_days=count_days(settled, loader.period_columns),
            other_days=count_days(once, other_days),
        )

    def _read_rows(self, export: Export, expected: Expectations) -> tuple[pa.Table, dict[str, str], tuple[Check, ...]]:
        """Return the documents or their lines as values, how they were read, in words, and remarks about kits."""
        grid = open_grid(export)
        locale, words = decide_locale(export, grid, expected.settings)
        values, is_line = read_values(grid, export.loader.columns, locale), self._find_lines(export, grid)
        kits = find_kits(export, grid, values, self.lines) if self.counts_kits else None
        prepared = self.prepare(kits.blank(values, export.loader.columns) if kits else values)
        take = _take_lines if self.of_lines else _merge_rows
        if not kits:
            return take(export, prepared, grid.lines, is_line), words, ()
        kept = kits.keep(of_lines=self.of_lines)
        prepared = {name: column.filter(kept) for name, column in prepared.items()}
        return take(export, prepared, grid.lines.filter(kept), is_line.filter(kept)), words, kits.list_checks()

    def _find_lines(self, export: Export, grid: Grid) -> pa.Array:
        """Return a mask of the rows that are lines. Others are entries of other lists, or documents without entries."""
        labels = enumerate(export.sheet.row(export.header))
        fields = [at for at, label in labels if (label or "").casefold().startswith(self.lines.casefold())]
        return reduce(pc.or_, (grid.columns[at].is_valid() for at in fields), pa.repeat(False, len(grid)))

    def _count_bare(self, export: Export, rows: pa.Table) -> tuple[Check, ...]:
        """Return a remark for the card about the documents that have no lines to land."""
        if not self.of_lines:
            return ()
        listed = _list_lines(export)
        bare = len(listed - set(rows[_LINE].to_pylist()))
        return (Check("Without lines", "passed", f"{bare:,} of {say_count(len(listed), 'document')}"),) if bare else ()

    def _leave_out(self, rows: pa.Table) -> tuple[pa.Table, tuple[Check, ...]]:
        """Return the rows that count, and a remark for the card about the others."""
        if not self.counts:
            return rows, ()
        counted = rows.filter(pc.fill_null(rows[self.counts], True))
        left_out = len(rows) - len(counted)
        detail = f"{left_out:,} left out, which the API marks as not authorised"
        return counted, (Check("Not authorised", "passed", detail),) if left_out else ()


def value_lines(units: pa.Array, unit_costs: pa.Array) -> pa.Array:
    """Return the value of each line with all its decimals. It is blank if the units or the unit cost are."""
    return pc.multiply(units.cast(_SHORT), unit_costs.cast(_SHORT))


def _list_checks(export: Export, lacks: str) -> tuple[Check, ...]:
    repeated, documents = export.sheet.reading.get("repeated"), len(_list_lines(export))
    more = f"; {repeated}" if repeated else ""
    whole = Check("Complete", "passed", f"the list is closed{more}")
    if documents and documents % PAGE == 0:
        count = say_count(documents, "document")
        full = f"it has {count}, as full pages of the API have. Make sure that there is no further page"
        whole = Check("Complete", "not proven", f"{full}{more}")
    return (whole, Check("Not in the API", "not proven", lacks)) if lacks else (whole,)


def _list_lines(export: Export) -> set[int]:
    """Return the lines of the list's documents."""
    return {line for part in export.sheet.parts(export.header + 1) for line in part.lines.to_pylist()}


def _is_of_lines(export: Export, name: str) -> bool:
    return export.loader.columns[name].header.startswith(LINES)


def _take_lines(export: Export, values: Values, lines: pa.Array, is_line: pa.Array) -> pa.Table:
    return pa.table({**{name: values[name] for name in export.loader.columns}, _LINE: lines}).filter(is_line)


def _take_documents(rows: Values, lines: pa.Array) -> Values:
    """Return the first row of each document, so that its days count once, however many lines it has."""
    starts = pc.not_equal(lines.slice(1), lines.slice(0, max(len(lines) - 1, 0)))
    is_first = pa.concat_arrays([pa.array([True][: len(lines)], pa.bool_()), starts])
    return {name: values.filter(is_first) for name, values in rows.items()}


def _merge_rows(export: Export, values: Values, lines: pa.Array, is_line: pa.Array) -> pa.Table:
    """Return one row for each document, with the sums of its lines. A sum is blank if a line lacks the value."""
    # The document's own values are the same on each of its rows, and Arrow has no "first" for decimals.
    how = {name: "sum" if _is_of_lines(export, name) else "max" for name in values}
    table = pa.table({**values, _LINE: lines, _IS_LINE: is_line.cast(pa.int32())})
    counts = [(name, "count") for name, each in how.items() if each == "sum"]
    grouped = table.group_by(_LINE, use_threads=False).aggregate([*how.items(), *counts, (_IS_LINE, "sum")])
    columns = {name: _take_column(grouped, name, each, values) for name, each in how.items()}
    return pa.table({**columns, _LINE: grouped[_LINE]})


def _take_column(grouped: pa.Table, name: str, how: str, values: Mapping[str, pa.Array]) -> pa.ChunkedArray:
    merged = grouped[f"{name}_{how}"]
    if how == "sum":
        is_whole = pc.equal(grouped[f"{name}_count"], grouped[f"{_IS_LINE}_sum"])
        merged = pc.if_else(is_whole, merged, None)
    return merged.cast(values[name].type)
