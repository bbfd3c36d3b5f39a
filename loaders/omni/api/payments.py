"""Omni API: GET /v1/Payments, all pages of the payments of the month, as a JSON list."""

from close.errors import Refused
from close.store.datasets import PAYMENTS
from close.store.settings import Settings
from loaders.cells.columns import Day, Flag, Money, Text
from loaders.layouts.description import Loader, Values, Weights
from loaders.omni.api.document_list import DocumentList
from loaders.omni.credits import remark_signs
from loaders.omni.payments import derive_payment, weigh_refunds

_CHANNELS = (("uses_pos", "pos_order", "POS orders"), ("uses_ecommerce", "web_order", "web orders"))


class ChannelUnknown(Refused):
    """Payments without a source, of a company whose registers or web shop can only be told by it."""

    def __init__(self, kind: str, orders: str) -> None:
        super().__init__(
            f"The API does not state which payments are for {orders}. Enter the beginning of their references in the "
            f"settings ({kind} under reference_prefixes), or export the payments report, which states the source."
        )


def derive(rows: Values, settings: Settings | None, weights: Weights) -> Values:
    """Add the columns of every list of payments. Raises ChannelUnknown."""
    _check_channels(settings, has_source=bool(rows["source"].is_valid().true_count))
    return derive_payment(rows, settings, weights)


def _check_channels(settings: Settings | None, has_source: bool) -> None:
    for setting, kind, orders in _CHANNELS:
        if settings and not has_source and getattr(settings, setting) and kind not in settings.prefixes:
            raise ChannelUnknown(kind, orders)


LOADER = Loader(
    name="omni.api_payments",
    version=1,
    title="Payments from the API",
    how_to_export=__doc__,
    dataset=PAYMENTS,
    key="order_ref",
    period_columns=("payment_date",),
    other_day_columns=("reconcile_date",),
    month_column="payment_date",
    columns={
        "payment_id": Text("id"),
        "order_id": Text("orderId"),
        "order_ref": Text("orderRef"),
        "order_type": Text("orderType", optional=True),
        "payment_date": Day("paymentDate"),
        "source": Text("source", optional=True),
        "branch": Text("branchName", optional=True),
        "method": Text("method", optional=True),
        "amount": Money("amount"),
        "batch_reference": Text("batchReference"),
        "reconcile_date": Day("reconcileDate", optional=True),
        "is_authorised": Flag("isAuthorized", optional=True),
    },
    layout=DocumentList(counts="is_authorised").read,
    derive=derive,
    weigh=weigh_refunds,
    remark=remark_signs,
)
