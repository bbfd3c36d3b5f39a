"""Omni: Insights > Standard Reports > Payments for the month, with Batch Reference and Reconcile Date, then Export."""

from close.store.datasets import PAYMENTS
from loaders.cells.columns import Day, Money, Text
from loaders.layouts.description import Loader, OuterLabel
from loaders.layouts.tables import read_table
from loaders.omni.documents import match_by

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
        "order_ref": Text("Order Ref", ("Order Reference", "Order No", "Order Number", "Reference", "Ref")),
        "order_type": Text("Order Type", ("Document Type", "Type"), optional=True),
        "source": Text("Source", ("Order Source", "Channel"), optional=True),
        "branch": Text("Branch", ("Branch Name", "Location"), optional=True),
        "method": Text("Payment Method", ("Method", "Payment Type"), optional=True),
        "amount": Money("Amount", ("Payment Amount", "Amount Paid", "Paid")),
        "batch_reference": Text("Batch Reference", ("Batch Ref", "Payment Batch Reference", "Batch No")),
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
    derive=match_by("order_ref"),
)
