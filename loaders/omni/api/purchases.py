"""Omni API: GET /v1/PurchaseOrders: the orders themselves, without landed costs and supplier credit notes."""

import pyarrow.compute as pc

from close.store.datasets import PURCHASE_DOCUMENTS
from close.store.settings import Settings
from loaders.cells.columns import Day, Quantity, Status, Text
from loaders.layouts.description import Loader, Values, Weights
from loaders.omni.api import voids
from loaders.omni.api.amounts import COLUMNS, TOTAL
from loaders.omni.api.document_list import LINES
from loaders.omni.api.stand_ins import StandIn

_STAND_IN = StandIn(
    dataset=PURCHASE_DOCUMENTS,
    report="Purchase Orders and Supplier Credit Notes",
    lacks="landed costs, so the value of a purchase is unknown, and supplier credit notes",
    never=("purchases_total", "landing_costs"),
    amounts=("total_incl", "total_tax", "product_total"),
)


def derive(rows: Values, settings: Settings | None, weights: Weights) -> Values:  # noqa: ARG001 - as every `derive`
    """Add the type, the key, the status and the proven amounts. Raises UnclearVoid."""
    derived = _STAND_IN.derive("PO", ("Purchase order", "received or invoiced"), rows, settings)
    draft = pc.equal(rows["approved"], False)
    words = pc.if_else(pc.fill_null(draft, False), "Draft", pc.if_else(rows["approved"], "Approved", rows["mark"]))
    return {**derived, "po_status": pc.if_else(derived["is_void"], "Void", words)}


LOADER = Loader(
    name="omni.api_purchases",
    version=1,
    title="Purchase orders from the API",
    how_to_export="Omni API: GET /v1/PurchaseOrders, all pages of those changed in or for the month, as a JSON list.",
    dataset=PURCHASE_DOCUMENTS,
    key="order_ref",
    period_columns=("move_date", "acct_date"),
    other_day_columns=("created_date",),
    lists_open=True,
    columns={
        "order_ref": Text("reference"),
        "created_date": Day("createdDate", optional=True),
        "supplier": Text("company", optional=True),
        "supplier_inv_no": Text("supplierInvoiceReference"),
        "move_date": Day("fullyReceivedDate"),
        "acct_date": Day("invoiceDate"),
        "status": Status("accountingAttributes.accountingImportStatus"),
        "qty_ordered": Quantity(f"{LINES}qty", optional=True),
        "qty_moved": Quantity(f"{LINES}qtyShipped", optional=True),
        "branch": Text("branchName", optional=True),
        **{"total_incl" if name == TOTAL else name: column for name, column in COLUMNS.items()},
        **voids.MARKS,
    },
    layout=_STAND_IN.read,
    for_month=_STAND_IN.limit,
    derive=derive,
)
