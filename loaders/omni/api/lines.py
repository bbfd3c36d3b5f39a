"""Omni API: the lines of sales orders and of credit notes. The documents themselves are in `sales`."""

from dataclasses import replace

from close.store.datasets import ORDER_LINES
from loaders.cells.columns import Day, Money, Quantity, Text
from loaders.layouts.description import Loader
from loaders.omni.api import sales
from loaders.omni.api.document_list import LINES, DocumentList
from loaders.omni.documents import match_by

_LACKS = 'the cost of sales. Export "COGS Breakdown" as well'
SALES = Loader(
    name="omni.order_lines",
    version=2,
    title="Order lines",
    how_to_export="Omni API: GET /v1/SalesOrders, all pages of the orders changed in or for the month, as a JSON list.",
    dataset=ORDER_LINES,
    key="order_ref",
    period_columns=("move_date", "acct_date"),
    other_day_columns=("created_date",),
    columns={
        "order_ref": Text("reference"),
        "created_date": Day("createdDate", optional=True),
        "move_date": Day("dispatchedDate"),
        "acct_date": Day("invoiceDate"),
        "product_code": Text(f"{LINES}code"),
        "qty": Quantity(f"{LINES}qty"),
        "qty_moved": Quantity(f"{LINES}qtyShipped"),
        "unit_price": Money(f"{LINES}unitPrice", optional=True),
        "unit_cost": Money(f"{LINES}unitCost", optional=True),
    },
    layout=DocumentList(of_lines=True, lacks=_LACKS).read,
    lists_open=True,
    derive=match_by("order_ref"),
    companion=sales.ORDERS,
)
CREDITS = replace(
    SALES,
    name="omni.credit_note_lines",
    version=1,
    title="Credit note lines",
    how_to_export="Omni API: GET /v1/CreditNotes, all pages of those changed in or for the month, as a JSON list.",
    columns={
        **SALES.columns,
        "move_date": Day("completedDate"),
        "acct_date": Day("creditNoteDate"),
    },
    companion=sales.CREDITS,
)
