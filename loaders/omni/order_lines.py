"""Omni API: GET /v1/SalesOrders, all pages of the orders changed in or for the month, as one JSON list."""

from close.store.datasets import ORDER_LINES
from close.store.warehouse import Settings
from loaders.cells.columns import Moment, Money, Quantity, Text
from loaders.layouts.description import Loader, Rows
from loaders.layouts.tables import read_table
from loaders.omni.documents import make_key


def derive(rows: Rows, settings: Settings | None) -> Rows:  # noqa: ARG001 - as every `derive`
    """Adds the reference as it is matched (domain.md 5.2)."""
    return {**rows, "ref_key": make_key(rows["order_ref"])}


LOADER = Loader(
    name="omni.order_lines",
    version=1,
    title="Order lines",
    where=__doc__,
    dataset=ORDER_LINES,
    key="order_ref",
    dated=("move_date", "acct_date"),
    also_dated=("created_date",),
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
    derive=derive,
)
