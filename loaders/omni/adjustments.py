"""Omni: Stock > Adjustments, all statuses and no date filter, so that open ones of earlier months show, then Export."""

from close.store.datasets import STOCK_ADJUSTMENTS
from loaders.cells.columns import Approval, Day, Money, Quantity, Reference, Text
from loaders.layouts.description import Loader, OuterLabel
from loaders.layouts.tables import read_table
from loaders.omni.adjustment_signs import remark_signs, weigh_signs
from loaders.omni.documents import derive_adjustments

LOADER = Loader(
    name="omni.adjustments",
    version=1,
    title="Stock adjustments",
    how_to_export=__doc__,
    dataset=STOCK_ADJUSTMENTS,
    key="reference",
    period_columns=("move_date", "acct_date"),
    other_day_columns=("created_date",),
    lists_open=True,
    columns={
        "created_date": Day("Created Date", ("Created", "Date Created"), optional=True),
        "reference": Reference("Reference", ("Adjustment Reference", "Adjustment Ref", "Order Ref", "Ref")),
        "source": Text("Source", ("Adjustment Source",), optional=True),
        "adjustment_type": Text("Adjustment Type", ("Type", "Direction", "Movement"), optional=True),
        "reason": Text("Reason", ("Adjustment Reason",), optional=True),
        "branch": Text("Branch", ("Branch Name", "Location"), optional=True),
        "move_date": Day("Completed Date", ("Completed", "Date Completed")),
        "acct_date": Day(
            "Accounting Adjustment Date", ("Adjust to Xero", "Adjust in Accounting System", "Accounting Date")
        ),
        "adjustment_status": Approval("Status", ("Adjustment Status", "Stage"), optional=True),
        "qty": Quantity("Qty Adjusted", ("Quantity Adjusted", "Qty", "Quantity"), optional=True),
        "total": Money("Total", ("Adjustment Total", "Total Value", "Value", "Product Total")),
    },
    layout=read_table,
    outer_labels={name: OuterLabel(always_filled=True) for name in ("created_date", "branch", "adjustment_status")},
    counts=(("qty", "total"),),
    seldom=("adjustment_type",),
    derive=derive_adjustments,
    weigh=weigh_signs,
    remark=remark_signs,
)
