"""Xero: Business > Invoices, or Bills to pay, all statuses, then Export. No other export contains drafts and voids.

A list contains the open documents of all months, with one row for each document or for each of its lines. Lists may
overlap. Amounts are in the currency of the document. Credit notes land as negative amounts.
"""

from close.store.datasets import LEDGER_DOCUMENTS
from loaders.cells.columns import Day, Money, Text
from loaders.layouts.description import Loader
from loaders.ledger.document_lists import derive_document, read_documents
from loaders.ledger.layouts.document_kinds import DocumentState, DocumentType

LOADER = Loader(
    name="ledger.invoices",
    version=2,
    title="Invoices and bills",
    how_to_export=__doc__,
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
        "amount_due": Money("InvoiceAmountDue", ("AmountDue", "Amount Due", "Balance Due"), optional=True),
        "currency": Text("Currency", ("CurrencyCode",), optional=True),
        "kind": DocumentType("Type", ("Document Type", "InvoiceType")),
        "status": DocumentState("Status", ("Invoice Status",)),
        "line_text": Text("Description", ("LineItems.Description",), optional=True),
        "line_quantity": Text("Quantity", ("LineItems.Quantity",), optional=True),
        "line_price": Text("UnitAmount", ("LineItems.UnitAmount",), optional=True),
        "line_amount": Text("LineAmount", ("LineItems.LineAmount",), optional=True),
    },
    layout=read_documents,
    derive=derive_document,
)
