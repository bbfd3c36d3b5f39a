"""Omni API: GET /v1/SalesOrders and /v1/CreditNotes: the documents themselves, without costs and payment batches."""

from dataclasses import replace

import pyarrow.compute as pc

from close.store.datasets import SALES_DOCUMENTS
from close.store.settings import Settings
from loaders.cells.columns import Day, Quantity, Status, Text
from loaders.layouts.description import Loader, Values, Weights
from loaders.omni.api import voids
from loaders.omni.api.amounts import COLUMNS, TOTAL
from loaders.omni.api.document_list import LINES
from loaders.omni.api.stand_ins import StandIn
from loaders.omni.credits import find_positive

_STAND_IN = StandIn(
    dataset=SALES_DOCUMENTS,
    report="Sales Orders and Credit Notes",
    lacks="costs, gross profits and payment batches",
    never=("payment_batch_ref", "cost", "gross_profit", "gp_pct"),
    amounts=("sales_incl", "sales_tax", "sales"),
)


def derive_order(rows: Values, settings: Settings | None, weights: Weights) -> Values:  # noqa: ARG001 - as every `derive`
    """Add the type, the key and the proven amounts of sales orders. Raises UnclearVoid."""
    return _STAND_IN.derive("SO", ("Sales order", "dispatched or invoiced"), rows, settings)


def derive_credit(rows: Values, settings: Settings | None, weights: Weights) -> Values:  # noqa: ARG001 - as every `derive`
    """Do the same for credit notes, whose quantities and amounts are negative, whatever their sign in the list."""
    derived = _STAND_IN.derive("CN", ("Credit note", "completed or dated"), rows, settings)
    signed = (*_STAND_IN.amounts, "qty_ordered", "qty_moved")
    negative = {name: pc.negate(pc.abs(derived[name])) for name in signed}
    return {**derived, **negative, "sign_flipped": pc.fill_null(find_positive(rows, ("sales_incl",)), False)}


ORDERS = Loader(
    name="omni.api_sales",
    version=1,
    title="Sales orders from the API",
    how_to_export="Omni API: GET /v1/SalesOrders, all pages of the orders changed in or for the month, as a JSON list.",
    dataset=SALES_DOCUMENTS,
    key="order_ref",
    period_columns=("move_date", "acct_date"),
    other_day_columns=("created_date",),
    lists_open=True,
    columns={
        "order_ref": Text("reference"),
        "created_date": Day("createdDate", optional=True),
        "customer": Text("company", optional=True),
        "move_date": Day("dispatchedDate"),
        "acct_date": Day("invoiceDate"),
        "status": Status("accountingAttributes.accountingImportStatus"),
        "qty_ordered": Quantity(f"{LINES}qty", optional=True),
        "qty_moved": Quantity(f"{LINES}qtyShipped", optional=True),
        "source": Text("source", optional=True),
        "branch": Text("branchName", optional=True),
        **{"sales_incl" if name == TOTAL else name: column for name, column in COLUMNS.items()},
        **voids.MARKS,
    },
    layout=_STAND_IN.read,
    for_month=_STAND_IN.limit,
    derive=derive_order,
)
CREDITS = replace(
    ORDERS,
    name="omni.api_credits",
    title="Credit notes from the API",
    how_to_export="Omni API: GET /v1/CreditNotes, all pages of those changed in or for the month, as a JSON list.",
    columns={
        **ORDERS.columns,
        "move_date": Day("completedDate"),
        "acct_date": Day("creditNoteDate"),
        "sales_reference": Text("salesReference"),
    },
    derive=derive_credit,
)
