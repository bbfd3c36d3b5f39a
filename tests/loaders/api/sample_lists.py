"""The documents of the sample company as the lists that the Omni API would return for a month."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sample.books import Books
from sample.company.documents import Document
from sample.company.months import Month

Field = Callable[[Document], Any]
CODES = {"IMPORTED": "Imported", "NOT_IMPORTED": 0, "ERROR": -1, "DO_NOT_IMPORT": -2}


def write_day(day: date | None) -> str | None:
    return f"{day}T00:00:00Z" if day else None


SHARED: Mapping[str, Field] = {
    "reference": lambda d: d.ref,
    "company": lambda d: d.contact,
    "createdDate": lambda d: write_day(d.created),
    "isApproved": lambda d: not d.void,
    "isVoid": lambda d: d.void,
    "source": lambda d: d.source,
    "branchId": lambda _: 3,
    "productTotal": lambda d: float(d.value),
    "freightTotal": lambda _: 0.0,
    "surcharge": lambda _: None,
    "discountTotal": lambda _: 0.0,
    "taxStatus": lambda _: "Excl",
    "taxRate": lambda d: float(d.tax_rate),
    "total": lambda d: float(d.total),
    "accountingAttributes": lambda d: {"importDate": None, "accountingImportStatus": CODES[d.status]},
    "lineItems": lambda d: [
        {"code": line.product, "qty": line.qty, "qtyShipped": line.moved if d.stock_day and not d.void else 0}
        for line in d.lines
    ],
}
LISTS: Mapping[str, tuple[str, Mapping[str, Field]]] = {
    "SalesOrders": (
        "SO",
        {"dispatchedDate": lambda d: write_day(d.moved_on), "invoiceDate": lambda d: write_day(d.booked_on)},
    ),
    "CreditNotes": (
        "CN",
        {
            "completedDate": lambda d: write_day(d.moved_on),
            "creditNoteDate": lambda d: write_day(d.booked_on),
            "salesReference": lambda d: d.number or None,
        },
    ),
    "PurchaseOrders": (
        "PO",
        {
            "fullyReceivedDate": lambda d: write_day(d.moved_on),
            "invoiceDate": lambda d: write_day(d.booked_on),
            "supplierInvoiceReference": lambda d: d.number or None,
        },
    ),
}


def write_lists(books: Books, month: Month) -> dict[str, bytes]:
    """Return each list with every document known on the day of the export, in the order of their references."""
    documents = sorted(books.list_documents(month), key=lambda d: d.ref)
    currency = books.company.currency
    found = {}
    for name, (kind, fields) in LISTS.items():
        listed = [d for d in documents if d.kind == kind]
        rows = [
            {"id": number, "currencyCode": currency, **{key: write(d) for key, write in {**SHARED, **fields}.items()}}
            for number, d in enumerate(listed, 1)
        ]
        found[f"{name} {month}.json"] = json.dumps(rows).encode()
    return found
