"""The layout of invoice and bill lists: one row for each document, or one for each of its lines."""

from dataclasses import replace
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from close.store.datasets import LEDGER_DOCUMENTS, TEXT
from close.store.warehouse import Settings
from loaders.layouts.description import Check, Contents, Expectations, Export, Values
from loaders.layouts.tables import read_table
from loaders.ledger.layouts.match_keys import add_keys

LINE_COLUMNS = ("line_text", "line_quantity", "line_price", "line_amount")


def derive_document(rows: Values, settings: Settings | None) -> Values:  # noqa: ARG001 - as every `derive`
    """Add the keys from the reference and the number, and make credit notes negative, whatever their sign."""
    credit = pc.is_in(rows["kind"], value_set=pa.array(["sales_credit", "bill_credit"], TEXT))
    signed = {name: _negative(rows[name], credit) for name in ("total", "tax_total", "amount_due")}
    none = pa.nulls(len(credit), TEXT)
    return {**add_keys({**rows, "description": none}), **signed}


def read_documents(export: Export, expected: Expectations) -> Contents:
    """Read one row for each document. Raises the errors of `read_table`."""
    contents = read_table(export, expected)
    table = contents.tables[LEDGER_DOCUMENTS.name]
    if not any(name in export.positions for name in LINE_COLUMNS) or not table.num_rows:
        return contents
    documents = table.filter(_begins(table))
    detail = f"{documents.num_rows:,} documents of {table.num_rows:,} lines"
    checks = (*contents.checks, Check("Documents", "passed", detail))
    return replace(contents, tables={LEDGER_DOCUMENTS.name: documents}, checks=checks)


def _negative(amounts: pa.Array, credit: pa.Array) -> pa.Array:
    return pc.if_else(credit, pc.negate(pc.abs(amounts)), amounts)


def _begins(table: pa.Table) -> pa.Array:
    """Mark the first line of each document. Following lines for the same document belong to it."""
    columns = [table[name].combine_chunks() for name in LEDGER_DOCUMENTS.columns]
    same = reduce(pc.and_, (_repeats(column) for column in columns))
    return pa.concat_arrays([pa.array([True]), pc.invert(same)])


def _repeats(column: pa.Array) -> pa.Array:
    """Mark every cell that equals the one before. Blanks are equal. The first cell is never marked."""
    one, other = column.slice(0, len(column) - 1), column.slice(1)
    blank = pc.and_(one.is_null(), other.is_null())
    return pc.or_(blank, pc.fill_null(pc.equal(one, other), False))
