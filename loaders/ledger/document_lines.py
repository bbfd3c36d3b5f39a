"""The lines of invoices and bills: which of them are one document.

Lines with the same number and contact are one document, wherever they are in the list. Without a number, lines that
agree in everything are one document if their amounts add up to its total, or one document each if each of them does.
"""

from collections.abc import Sequence
from decimal import Decimal
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.store.datasets import LEDGER_DOCUMENTS, MONEY
from loaders.cells.amounts import parse_amounts
from loaders.layouts.description import Export
from loaders.layouts.faults import say_lines
from loaders.layouts.grids import list_grids

_LINE, _AMOUNT, _ALONE = "_line", "_line_amount", "_is_alone"
_CENTS, _SHOWN = pa.scalar(Decimal("0.02"), pa.decimal128(3, 2)), 5


class UnclearLines(Refused):
    """Lines without a number that agree in everything, but may be one document or several."""

    def __init__(self, lines: Sequence[int], contact: str, total: Decimal | None) -> None:
        more = " and others" if len(lines) > _SHOWN else ""
        amount = "no total" if total is None else f"a total of {abs(total):,.2f}"
        super().__init__(
            f"Lines {say_lines(lines[:_SHOWN])}{more} have no document number, the contact {contact} and {amount}, but "
            "the amounts of the lines do not show whether they are one document or several. Enter a number for each "
            "document where the list comes from, then export it again with the amounts of its lines."
        )


def merge_lines(export: Export, lines: pa.Table, mark: str) -> pa.Table:
    """Return the first line of each document, in the order of the list. `mark` is the decimal mark.

    Raises UnclearLines.
    """
    table = lines.append_column(_AMOUNT, _read_amounts(export, lines[_LINE], mark))
    table = table.append_column(_ALONE, _fits(table[_AMOUNT], table))
    names = list(LEDGER_DOCUMENTS.columns)
    how = [(_LINE, "list"), (_LINE, "min"), (_LINE, "count"), (_AMOUNT, "sum"), (_ALONE, "all")]
    found = table.group_by(names, use_threads=False).aggregate(how)
    is_one = pc.or_(pc.or_(found["number"].is_valid(), pc.equal(found[f"{_LINE}_count"], 1)), _fits_sum(found))
    apart = found.filter(pc.invert(is_one))
    if unclear := apart.filter(pc.invert(apart[f"{_ALONE}_all"])).slice(0, 1).to_pylist():
        raise UnclearLines(unclear[0][f"{_LINE}_list"], unclear[0]["contact"], unclear[0]["total"])
    kept = [*found[f"{_LINE}_min"].chunks, *pc.list_flatten(apart[f"{_LINE}_list"]).chunks]
    return lines.filter(pc.is_in(lines[_LINE], value_set=pa.concat_arrays(kept))).combine_chunks()


def _read_amounts(export: Export, lines: pa.ChunkedArray, mark: str) -> pa.ChunkedArray:
    """Return the amount of each line. It is null if the list does not state it."""
    if "line_amount" not in export.positions:
        return pa.chunked_array([pa.nulls(len(lines), MONEY)])
    parts = [(grid.lines, parse_amounts(grid.cells["line_amount"], mark).cast(MONEY)) for grid in list_grids(export)]
    numbers, amounts = (pa.concat_arrays(each) for each in zip(*parts, strict=True))
    return amounts.take(pc.index_in(lines, value_set=numbers))


def _fits_sum(found: pa.Table) -> pa.ChunkedArray:
    return _fits(found[f"{_AMOUNT}_sum"], found)


def _fits(amounts: pa.ChunkedArray, rows: pa.Table) -> pa.ChunkedArray:
    """Return a mask of the amounts that are the total of the row, with or without the tax. Credits have any sign."""
    total, tax = (pc.abs(rows[name]) for name in ("total", "tax_total"))
    stated = pc.abs(amounts.cast(MONEY))
    readings = (stated, pc.add(stated, pc.coalesce(tax, pa.scalar(Decimal(0), MONEY))))
    near = (pc.less_equal(pc.abs(pc.subtract(reading, total)), _CENTS) for reading in readings)
    return pc.fill_null(reduce(pc.or_kleene, near), False)
