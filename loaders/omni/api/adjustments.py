"""Omni API: GET /v1/Adjustments, all pages of those changed in the month and of all open ones, as a JSON list."""

from decimal import Decimal

import pyarrow.compute as pc

from close.errors import Refused
from close.store.datasets import STOCK_ADJUSTMENTS
from close.store.settings import Settings
from loaders.cells.columns import Day, Flag, Money, Quantity, Text
from loaders.layouts.description import Loader, Values, Weights
from loaders.omni.api.document_list import LINES, DocumentList, value_lines
from loaders.omni.documents import derive_adjustments


class UnclearSign(Refused):
    """A stock adjustment whose total has the opposite sign of its lines."""

    def __init__(self, reference: str, total: Decimal, lines: Decimal) -> None:
        super().__init__(
            f"Stock adjustment {reference}: productTotal is {total:,.2f}, but its lines add up to {lines:,.2f}, so the "
            "sign of the adjustment is not certain. Export Stock > Adjustments instead."
        )


def add_values(rows: Values) -> Values:
    """Add the value of each line, with the sign of its quantity."""
    return {**rows, "line_value": value_lines(rows["qty"], rows["unit_cost"])}


def derive(rows: Values, settings: Settings | None, weights: Weights) -> Values:
    """Add the columns of every list of adjustments, and void as the API marks it. Raises UnclearSign."""
    opposite = pc.less(pc.multiply(pc.sign(rows["total"]), pc.sign(rows["line_value"])), 0)
    row = pc.index(opposite, value=True).as_py()
    if row >= 0:
        raise UnclearSign(*(rows[name][row].as_py() for name in ("reference", "total", "line_value")))
    derived = derive_adjustments(rows, settings, weights)
    return {**derived, "is_void": pc.or_(derived["is_void"], pc.fill_null(rows["void"], False))}


LOADER = Loader(
    name="omni.api_adjustments",
    version=1,
    title="Stock adjustments from the API",
    how_to_export=__doc__,
    dataset=STOCK_ADJUSTMENTS,
    key="reference",
    period_columns=("move_date", "acct_date"),
    other_day_columns=("created_date",),
    lists_open=True,
    columns={
        "created_date": Day("createdDate", optional=True),
        "reference": Text("reference"),
        "source": Text("source", optional=True),
        "reason": Text("adjustmentReason", optional=True),
        "branch": Text("branchName", optional=True),
        "move_date": Day("completedDate"),
        "acct_date": Day("adjustInAccountingSystem"),
        "adjustment_status": Text("status", optional=True),
        "void": Flag("isVoid", optional=True),
        "qty": Quantity(f"{LINES}qtyAdjusted"),
        "unit_cost": Money(f"{LINES}unitCost", optional=True),
        "line_value": Money(f"{LINES}value", optional=True),
        "total": Money("productTotal"),
    },
    layout=DocumentList(prepare=add_values).read,
    derive=derive,
)
