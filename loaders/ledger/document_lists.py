"""The layout of invoice and bill lists: one row for each document, or one for each of its lines."""

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from close.spools import read_whole
from close.store.datasets import LEDGER_DOCUMENTS, TEXT
from close.store.warehouse import Settings
from close.texts import say_count
from loaders.layouts.description import Check, Contents, Expectations, Export, Values, Weights
from loaders.layouts.tables import read_table
from loaders.ledger.document_lines import merge_lines
from loaders.ledger.layouts.match_keys import add_keys

LINE_COLUMNS = ("line_text", "line_quantity", "line_price", "line_amount")


def derive_document(rows: Values, settings: Settings | None, weights: Weights) -> Values:  # noqa: ARG001 - as every
    """Add the keys from the reference and the number, and make credit notes negative, whatever their sign."""
    credit = pc.is_in(rows["kind"], value_set=pa.array(["sales_credit", "bill_credit"], TEXT))
    signed = {name: _negative(rows[name], credit) for name in ("total", "tax_total", "amount_due")}
    none = pa.nulls(len(credit), TEXT)
    return {**add_keys({**rows, "description": none}), **signed}


def read_documents(export: Export, expected: Expectations) -> Contents:
    """Read one row for each document. Raises UnclearLines and the errors of `read_table`."""
    contents = read_table(export, expected)
    lines = contents.tables[LEDGER_DOCUMENTS.name]
    if not any(name in export.positions for name in LINE_COLUMNS) or not lines.num_rows:
        return contents
    mark = "," if contents.reading.get("decimal_mark", "").startswith("comma") else "."
    documents = merge_lines(export, read_whole(lines), mark)
    detail = f"{say_count(documents.num_rows, 'document')} of {say_count(lines.num_rows, 'line')}"
    checks = (*contents.checks, Check("Documents", "passed", detail))
    return replace(contents, tables={LEDGER_DOCUMENTS.name: documents}, checks=checks)


def _negative(amounts: pa.Array, credit: pa.Array) -> pa.Array:
    return pc.if_else(credit, pc.negate(pc.abs(amounts)), amounts)
