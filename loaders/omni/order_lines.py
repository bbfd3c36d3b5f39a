"""Omni API: GET /v1/SalesOrders, all pages of the orders changed in or for the month, as one JSON list."""

from close.store.datasets import ORDER_LINES
from loaders.cells.columns import Moment, Money, Quantity, Text
from loaders.layouts.description import Loader
from loaders.layouts.tables import read_table
from loaders.omni.documents import match_by

LOADER = Loader(
    name="omni.order_lines",
    version=1,
    title="Order lines",
    how_to_export=__doc__,
    dataset=ORDER_LINES,
    key="order_ref",
    period_columns=("move_date", "acct_date"),
    other_day_columns=("created_date",),
    columns={
        "order_ref": Text("reference"),
        "created_date": Moment("createdDate", optional=True),
        "move_date": Moment("dispatchedDate"),
        "acct_date": Moment("invoiceDate"),
        "product_code": Text("lineItems.code"),
        "qty": Quantity("lineItems.qty"),
        "qty_moved": Quantity("lineItems.qtyShipped"),
        "unit_price": Money("lineItems.unitPrice", optional=True),
        "unit_cost": Money("lineItems.unitCost", optional=True),
    },
    layout=read_table,
    derive=match_by("order_ref"),
)
