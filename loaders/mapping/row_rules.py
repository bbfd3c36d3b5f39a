"""The rows that a mapping classifies, put into the words that the layouts know. Their lines stay the same."""

import re
from collections.abc import Sequence
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from loaders.files.sheets import Part, Sheet, SheetBuilder
from loaders.mapping.mapping import RowRule

_AMOUNT = re.compile(r"[-–(]?\s?[\d.,'’ ]*[.,]\d{2}\s?\)?-?( ?[cd]r)?", re.IGNORECASE)
_WORDS = {
    "total": "Total",
    "grand-total": "Grand total",
    "opening": "Opening balance",
    "closing": "Closing balance",
}


def apply_rules(sheet: Sheet, rules: Sequence[RowRule], header: int) -> tuple[Sheet, int]:
    """Return the sheet without ignored rows, and with totals, balances and headings in the words of the layouts.

    In a report that repeats its headers below each heading, the first heading is above the headers. It is moved below
    them, and the repeated headers are left out. Also returns the row of the headers.
    """
    active = [rule for rule in rules if rule.kind != "row"]
    if not active:
        return sheet, header
    first = next(sheet.parts())
    headings = [rule for rule in active if rule.kind == "heading"]
    above = [row for row in range(header) if any(_begins(sheet.row(row), rule) for rule in headings)]
    builder = SheetBuilder()
    for part in sheet.parts():
        moved = _move(part, above[-1], header) if above and part.first == first.first else part
        builder.add(*_apply(moved, active, header - bool(above), sheet.row(header) if headings else ()))
    return builder.build(sheet.reading, sheet.whole, sheet.name, sheet.lost), header - bool(above)


def _begins(row: Sequence[str | None], rule: RowRule) -> bool:
    return next(filter(None, row), "").casefold().startswith(rule.begins.casefold())


def _move(part: Part, row: int, header: int) -> Part:
    """Return the rows with one of those above the headers moved to just below them."""
    count = len(part.lines)
    order = [*range(row), *range(row + 1, header + 1), row, *range(header + 1, count)]
    columns = tuple(column.take(pa.array(order)) for column in part.columns)
    return Part(columns, part.lines.take(pa.array(order)), part.widths.take(pa.array(order)), part.first)


def matches(label: pa.Array, rule: RowRule) -> pa.Array:
    """Return a mask of the rows whose first text begins with the words of a rule."""
    return pc.fill_null(pc.starts_with(label, rule.begins, ignore_case=True), False)


def find_label(columns: Sequence[pa.Array]) -> pa.Array:
    """Return the first filled cell of each row."""
    return pc.coalesce(*columns)


def _apply(
    part: Part, rules: Sequence[RowRule], header: int, headers: Sequence[str | None]
) -> tuple[list[pa.Array], pa.Array, pa.Array]:
    """Apply the rules to the rows below the headers. Rows that repeat `headers` are left out."""
    columns, label = list(part.columns), find_label(part.columns)
    below = pa.array([part.first + row > header for row in range(len(label))], pa.bool_())
    kept, free = pc.invert(pc.and_(below, _repeats(columns, headers))), below
    for rule in rules:
        mask = pc.and_(matches(label, rule), free)
        free = pc.and_(free, pc.invert(mask))
        if rule.kind == "ignored":
            kept = pc.and_(kept, pc.invert(mask))
        elif pc.any(mask).as_py():
            columns = _rewrite(columns, mask, rule)
    return [column.filter(kept) for column in columns], part.lines.filter(kept), part.widths.filter(kept)


def _repeats(columns: Sequence[pa.Array], headers: Sequence[str | None]) -> pa.Array:
    """Return a mask of the rows whose cells are the headers."""
    same = (pc.equal(pc.fill_null(cells, ""), header or "") for cells, header in zip(columns, headers, strict=False))
    return reduce(pc.and_, same) if headers else pa.repeat(False, len(columns[0]))


def _rewrite(columns: list[pa.Array], mask: pa.Array, rule: RowRule) -> list[pa.Array]:
    """Replace the words at the beginning of some rows. A heading keeps its texts, in one cell.

    Words that begin with a digit are the account's code, and stay. A balance next to a heading is lost, and so unknown.
    """
    rows = [list(row) for row in zip(*(column.filter(mask).to_pylist() for column in columns), strict=True)]
    for row in rows:
        first = next(position for position, cell in enumerate(row) if cell)
        rest = (row[first] or "")[len(rule.begins) :].strip(" :")
        if rule.kind == "heading":
            start = row[first] if rule.begins[:1].isdigit() else rest
            texts = [start, *(cell for cell in row[first + 1 :] if cell and not _AMOUNT.fullmatch(cell))]
            texts = [text for text in texts if not text.endswith(":")]
            row[:] = [None] * len(row)
            row[first] = " ".join(filter(None, texts)) or rule.begins
        else:
            row[first] = f"{_WORDS[rule.kind]} {rest}".strip() if rule.kind == "total" else _WORDS[rule.kind]
    changed = zip(*rows, strict=True)
    return [
        pc.replace_with_mask(column, mask, pa.array(cells, pa.string()))
        for column, cells in zip(columns, changed, strict=True)
    ]
