"""Omni API: GET /v1/PurchaseOrders, all pages of the orders changed in or for the month, as a JSON list."""

from close.store.datasets import PURCHASE_STATUSES
from loaders.cells.columns import Day, Status, Text
from loaders.layouts.description import Loader
from loaders.omni.api import purchases
from loaders.omni.api.document_list import DocumentList
from loaders.omni.documents import match_by

LOADER = Loader(
    name="omni.purchase_statuses",
    version=1,
    title="Accounting statuses of purchase orders",
    how_to_export=__doc__,
    dataset=PURCHASE_STATUSES,
    key="order_ref",
    period_columns=("move_date", "acct_date"),
    other_day_columns=("created_date",),
    lists_open=True,
    columns={
        "order_ref": Text("reference"),
        "created_date": Day("createdDate", optional=True),
        "move_date": Day("fullyReceivedDate"),
        "acct_date": Day("invoiceDate"),
        "status": Status("accountingAttributes.accountingImportStatus"),
    },
    layout=DocumentList().read,
    derive=match_by("order_ref"),
    companion=purchases.LOADER,
)
