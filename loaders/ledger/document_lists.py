"""The layout of invoice and bill lists: one row for each document, or one for each of its lines."""

from collections.abc import Iterator
from dataclasses import replace
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from close.spools import BATCH_ROWS, Rows, Spool, read_whole
from close.store.datasets import LEDGER_DOCUMENTS, TEXT
from close.store.warehouse import Settings
from loaders.layouts.description import Check, Contents, Expectations, Export, Values, Weights
from loaders.layouts.tables import read_table
from loaders.ledger.layouts.match_keys import add_keys

LINE_COLUMNS = ("line_text", "line_quantity", "line_price", "line_amount")


def derive_document(rows: Values, settings: Settings | None, weights: Weights) -> Values:  # noqa: ARG001 - as every
    """Add the keys from the reference and the number, and make credit notes negative, whatever their sign."""
    credit = pc.is_in(rows["kind"], value_set=pa.array(["sales_credit", "bill_credit"], TEXT))
    signed = {name: _negative(rows[name], credit) for name in ("total", "tax_total", "amount_due")}
    none = pa.nulls(len(credit), TEXT)
    return {**add_keys({**rows, "description": none}), **signed}


def read_documents(export: Export, expected: Expectations) -> Contents:
    """Read one row for each document. Raises the errors of `read_table`."""
    contents = read_table(export, expected)
    lines = contents.tables[LEDGER_DOCUMENTS.name]
    if not any(name in export.positions for name in LINE_COLUMNS) or not lines.num_rows:
        return contents
    begun = Spool(_find_documents(lines))
    documents = begun if begun.num_rows > BATCH_ROWS else read_whole(begun)
    detail = f"{documents.num_rows:,} documents of {lines.num_rows:,} lines"
    checks = (*contents.checks, Check("Documents", "passed", detail))
    return replace(contents, tables={LEDGER_DOCUMENTS.name: documents}, checks=checks)


def _negative(amounts: pa.Array, credit: pa.Array) -> pa.Array:
    return pc.if_else(credit, pc.negate(pc.abs(amounts)), amounts)


def _find_documents(lines: Rows) -> Iterator[pa.RecordBatch]:
    """Return the first line of each document. Following lines for the same document belong to it."""
    before: pa.RecordBatch | None = None
    for batch in lines.to_batches():
        same = reduce(pc.and_, (_repeats(batch.column(name)) for name in LEDGER_DOCUMENTS.columns))
        again = before is not None and all(before.column(n)[0] == batch.column(n)[0] for n in LEDGER_DOCUMENTS.columns)
        yield batch.filter(pa.concat_arrays([pa.array([not again]), pc.invert(same)]))
        before = batch.slice(batch.num_rows - 1)


def _repeats(column: pa.Array) -> pa.Array:
    """Mark every cell, from the second one on, that equals the one before. Blanks are equal."""
    one, other = column.slice(0, len(column) - 1), column.slice(1)
    blank = pc.and_(one.is_null(), other.is_null())
    return pc.or_(blank, pc.fill_null(pc.equal(one, other), False))
