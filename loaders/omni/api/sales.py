"""Omni API: GET /v1/SalesOrders and /v1/CreditNotes: the documents themselves, without costs and payment batches."""

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from close.store.datasets import SALES_DOCUMENTS, TEXT
from close.store.settings import Settings
from loaders.cells.columns import Day, Quantity, Status, Text
from loaders.layouts.description import Loader, Values, Weights
from loaders.omni.api import voids
from loaders.omni.api.amounts import COLUMNS, split_total
from loaders.omni.api.document_list import LINES
from loaders.omni.api.stand_ins import StandIn
from loaders.omni.documents import make_key

_REPORT = "Sales Orders and Credit Notes"
_AMOUNTS = ("sales_incl", "sales_tax", "sales")
_STAND_IN = StandIn(
    dataset=SALES_DOCUMENTS,
    report=_REPORT,
    lacks="costs, gross profits and payment batches",
    never=("payment_batch_ref", "cost", "gross_profit", "gp_pct"),
    amounts=_AMOUNTS,
)


def derive_order(rows: Values, settings: Settings | None, weights: Weights) -> Values:  # noqa: ARG001 - as every `derive`
    """Add the type, the key and the proven amounts of sales orders. Raises UnclearVoid."""
    return _derive("SO", ("Sales order", "dispatched or invoiced"), rows, settings)


def derive_credit(rows: Values, settings: Settings | None, weights: Weights) -> Values:  # noqa: ARG001 - as every `derive`
    """Do the same for credit notes, whose quantities and amounts are negative, whatever their sign in the list."""
    derived = _derive("CN", ("Credit note", "completed or dated"), rows, settings)
    negative = {name: pc.negate(pc.abs(derived[name])) for name in (*_AMOUNTS, "qty_ordered", "qty_moved")}
    return {**derived, **negative, "sign_flipped": pc.fill_null(pc.greater(rows["sales_incl"], 0), False)}


def _derive(kind: str, words: tuple[str, str], rows: Values, settings: Settings | None) -> Values:
    void = voids.find_void_documents(voids.name_marks(rows))
    voids.check_known(rows, void, words, _REPORT)
    total, net = split_total({**rows, "total": rows["sales_incl"]}, settings)
    return {
        **rows,
        "doc_type": pa.repeat(pa.scalar(kind, TEXT), len(total)),
        "ref_key": make_key(rows["order_ref"]),
        "sales_incl": total,
        "sales_tax": pc.subtract(total, net),
        "sales": net,
        "is_void": void,
        "sign_flipped": pa.repeat(False, len(total)),
    }


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
        **{"sales_incl" if name == "total" else name: column for name, column in COLUMNS.items()},
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
