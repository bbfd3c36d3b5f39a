"""Omni API: GET /v1/Adjustments, all pages of those changed in the month and of all open ones, as a JSON list."""

from decimal import Decimal
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.store.datasets import MONEY, STOCK_ADJUSTMENTS
from close.store.settings import Settings
from loaders.cells.columns import Approval, Day, Flag, Money, Quantity, Text
from loaders.layouts.description import Loader, Values, Weights
from loaders.omni.api.document_list import LINES, DocumentList, value_lines
from loaders.omni.documents import derive_adjustments

_CENT, _HALF_CENT = (pa.scalar(Decimal(number), pa.decimal128(5, 4)) for number in ("0.01", "0.005"))


class UnclearValue(Refused):
    """A stock adjustment whose total contradicts its lines."""

    def __init__(self, reference: str, total: Decimal, lines: str) -> None:
        super().__init__(
            f"Stock adjustment {reference}: productTotal is {total:,.2f}, but its lines {lines}, so the value of the "
            "adjustment is not certain. Export Stock > Adjustments instead."
        )


def add_values(rows: Values) -> Values:
    """Add the value of each line, with the sign of its quantity, and what rounding its unit cost may change."""
    slack = pc.multiply(pc.abs(rows["qty"]), _HALF_CENT).cast(MONEY)
    return {**rows, "line_value": value_lines(rows["qty"], rows["unit_cost"]), "line_slack": slack}


def derive(rows: Values, settings: Settings | None, weights: Weights) -> Values:
    """Add the columns of every list of adjustments, and void as the API marks it. Raises UnclearValue."""
    derived = derive_adjustments(rows, settings, weights)
    is_void = pc.or_(derived["is_void"], pc.fill_null(rows["void"], False))
    _check_values(rows, is_void)
    return {**derived, "is_void": is_void}


def _check_values(rows: Values, is_void: pa.Array) -> None:
    """Raise UnclearValue for the first adjustment whose total is not the value of its lines.

    Without costs, a total must have the sign of the quantities if all of them have the same. An adjustment that is void
    or has no date has no value yet, so only the sign of its total must fit.
    """
    total, lines, units = rows["total"], rows["line_value"], rows["qty"]
    counts = pc.and_(pc.or_(rows["move_date"].is_valid(), rows["acct_date"].is_valid()), pc.invert(is_void))
    apart = pc.greater(pc.abs(pc.subtract(total, lines)), pc.add(rows["line_slack"], _CENT))
    one_way = pc.equal(pc.multiply(pc.abs(units), _HALF_CENT), rows["line_slack"])
    against_units = reduce(pc.and_kleene, (_is_opposite(total, units), one_way, lines.is_null()))
    faults = (_is_opposite(total, lines), pc.and_kleene(apart, counts), against_units)
    row = pc.index(reduce(pc.or_, (pc.fill_null(fault, False) for fault in faults)), value=True).as_py()
    if row >= 0:
        value = lines[row].as_py()
        said = f"adjust {units[row].as_py().normalize():f} units" if value is None else f"add up to {value:,.2f}"
        raise UnclearValue(rows["reference"][row].as_py(), total[row].as_py(), said)


def _is_opposite(one: pa.Array, other: pa.Array) -> pa.Array:
    return pc.less(pc.multiply(pc.sign(one), pc.sign(other)), 0)


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
        "adjustment_status": Approval("status", optional=True),
        "void": Flag("isVoid", optional=True),
        "qty": Quantity(f"{LINES}qtyAdjusted"),
        "unit_cost": Money(f"{LINES}unitCost", optional=True),
        "line_value": Money(f"{LINES}value", optional=True),
        "line_slack": Money(f"{LINES}slack", optional=True),
        "total": Money("productTotal"),
    },
    layout=DocumentList(prepare=add_values).read,
    derive=derive,
)
