"""Omni: Insights > Standard Reports > Payments for the month, with Batch Reference and Reconcile Date, then Export."""

import pyarrow as pa
import pyarrow.compute as pc

from close.store.datasets import PAYMENTS
from close.store.settings import Settings
from loaders.cells.columns import Day, Money, Reference, Text
from loaders.layouts.description import Loader, OuterLabel, Values, Weights
from loaders.layouts.tables import read_table
from loaders.omni.credits import remark_signs, weigh_signs
from loaders.omni.document_types import DocumentTypes
from loaders.omni.documents import make_key

_TYPES = DocumentTypes(order="SO", credit="CN", signs=("amount",))


def weigh_refunds(rows: Values, settings: Settings | None) -> Weights:
    """Count the refunds of credit notes that are positive and those that are negative."""
    return weigh_signs(rows, ("amount",), _find_refunds(rows, settings))


def derive_payment(rows: Values, settings: Settings | None, weights: Weights) -> Values:  # noqa: ARG001 - as every
    """Add ref_key. Refunds of credit notes become negative, whatever their sign in the file."""
    refunds = _find_refunds(rows, settings)
    amount = pc.if_else(refunds, pc.negate(pc.abs(rows["amount"])), rows["amount"])
    return {**rows, "amount": amount, "ref_key": make_key(rows["order_ref"])}


def _find_refunds(rows: Values, settings: Settings | None) -> pa.Array:
    """Return a mask of the payments of credit notes, by the type of the order or the prefix of its reference."""
    stated = {**rows, "doc_type": rows["order_type"], "ref_key": make_key(rows["order_ref"])}
    return pc.fill_null(pc.equal(_TYPES.read(stated, settings), _TYPES.credit), False)


LOADER = Loader(
    name="omni.payments",
    version=2,
    title="Payments",
    how_to_export=__doc__,
    dataset=PAYMENTS,
    key="order_ref",
    period_columns=("payment_date",),
    other_day_columns=("reconcile_date",),
    one_month=True,
    columns={
        "payment_date": Day("Payment Date", ("Date Paid", "Paid Date")),
        "order_ref": Reference("Order Ref", ("Order Reference", "Order No", "Order Number", "Reference", "Ref")),
        "order_type": Text("Order Type", ("Document Type", "Type"), optional=True),
        "source": Text("Source", ("Order Source", "Channel"), optional=True),
        "branch": Text("Branch", ("Branch Name", "Location"), optional=True),
        "method": Text("Payment Method", ("Method", "Payment Type"), optional=True),
        "amount": Money("Amount", ("Payment Amount", "Amount Paid", "Paid")),
        "batch_reference": Reference("Batch Reference", ("Batch Ref", "Payment Batch Reference", "Batch No")),
        "reconcile_date": Day("Reconcile Date", ("Reconciled Date", "Date Reconciled"), optional=True),
    },
    layout=read_table,
    # A payment may be outside any batch. It has a day, a method, and its order's branch and source.
    outer_labels={
        **{
            name: OuterLabel(always_filled=True)
            for name in ("payment_date", "method", "branch", "source", "order_type")
        },
        "batch_reference": OuterLabel(),
        "reconcile_date": OuterLabel(),
    },
    derive=derive_payment,
    weigh=weigh_refunds,
    remark=remark_signs,
)
