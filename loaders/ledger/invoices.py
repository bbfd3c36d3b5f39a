"""Xero: Business > Invoices, or Bills to pay, all statuses, then Export. Drafts and voids stand nowhere else.

A list holds the open documents of all months, and one row for each document or for each of its lines. Lists may
overlap. Amounts are in the currency of the document; credit notes land negative.
"""

from dataclasses import replace
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from close.store.datasets import LEDGER_DOCUMENTS, TEXT
from close.store.warehouse import Settings
from loaders.cells.columns import Day, Money, Text
from loaders.layouts.description import Check, Contents, Known, Loader, Page, Rows
from loaders.layouts.tables import read_table
from loaders.ledger.book.columns import DocumentState, DocumentType
from loaders.ledger.book.references import add_keys

LINE_COLUMNS = ("line_text", "line_quantity", "line_price", "line_amount")


def derive(rows: Rows, settings: Settings | None) -> Rows:  # noqa: ARG001 - as every `derive`
    """Adds the keys, from reference and number; credit notes are negative, whichever way the list states them."""
    credit = pc.is_in(rows["kind"], value_set=pa.array(["sales_credit", "bill_credit"], TEXT))
    signed = {name: _negative(rows[name], credit) for name in ("total", "tax_total")}
    none = pa.nulls(len(credit), TEXT)
    return {**add_keys({**rows, "description": none}), **signed}


def read_documents(page: Page, known: Known) -> Contents:
    """One row for each document. Raises what `read_table` raises."""
    contents = read_table(page, known)
    table = contents.tables[LEDGER_DOCUMENTS.name]
    if not any(name in page.places for name in LINE_COLUMNS) or not table.num_rows:
        return contents
    documents = table.filter(_begins(table))
    told = f"{documents.num_rows:,} documents of {table.num_rows:,} lines"
    checks = (*contents.checks, Check("Documents", "passed", told))
    return replace(contents, tables={LEDGER_DOCUMENTS.name: documents}, checks=checks)


def _negative(amounts: pa.Array, credit: pa.Array) -> pa.Array:
    return pc.if_else(credit, pc.negate(pc.abs(amounts)), amounts)


def _begins(table: pa.Table) -> pa.Array:
    """Lines that follow one of the same document belong to it."""
    columns = [table[name].combine_chunks() for name in LEDGER_DOCUMENTS.columns]
    same = reduce(pc.and_, (_repeats(column) for column in columns))
    return pa.concat_arrays([pa.array([True]), pc.invert(same)])


def _repeats(column: pa.Array) -> pa.Array:
    """Of each cell but the first, whether it is the one before; blank is blank."""
    one, other = column.slice(0, len(column) - 1), column.slice(1)
    blank = pc.and_(one.is_null(), other.is_null())
    return pc.or_(blank, pc.fill_null(pc.equal(one, other), False))


LOADER = Loader(
    name="ledger.invoices",
    version=1,
    title="Invoices and bills",
    where=__doc__,
    dataset=LEDGER_DOCUMENTS,
    key="contact",
    columns={
        "contact": Text("ContactName", ("Contact", "Contact.Name", "To", "From", "Customer", "Supplier")),
        "number": Text("InvoiceNumber", ("Invoice No", "Bill Number", "Document Number", "Number"), optional=True),
        "reference": Text("Reference", ("Ref",), optional=True),
        "document_date": Day("InvoiceDate", ("Date", "Bill Date", "DateString", "Issue Date")),
        "due_date": Day("DueDate", ("Due", "DueDateString"), optional=True),
        "total": Money("Total", ("InvoiceTotal", "Amount", "Gross Total")),
        "tax_total": Money("TaxTotal", ("TotalTax", "Tax"), optional=True),
        "currency": Text("Currency", ("CurrencyCode",), optional=True),
        "kind": DocumentType("Type", ("Document Type", "InvoiceType")),
        "status": DocumentState("Status", ("Invoice Status",)),
        "line_text": Text("Description", ("LineItems.Description",), optional=True),
        "line_quantity": Text("Quantity", ("LineItems.Quantity",), optional=True),
        "line_price": Text("UnitAmount", ("LineItems.UnitAmount",), optional=True),
        "line_amount": Text("LineAmount", ("LineItems.LineAmount",), optional=True),
    },
    layout=read_documents,
    derive=derive,
)
