"""Omni: Stock > Adjustments, all statuses and no date filter, so that open ones of earlier months show, then Export."""

import pyarrow as pa
import pyarrow.compute as pc

from close.store.datasets import STOCK_ADJUSTMENTS
from close.store.warehouse import Settings
from loaders.cells.columns import Day, Money, Quantity, Text
from loaders.layouts.description import Loader, Rows
from loaders.layouts.tables import read_table
from loaders.omni.documents import find_voids, make_key


def derive(rows: Rows, settings: Settings | None) -> Rows:  # noqa: ARG001 - as every `derive`
    """Adds ref_key, is_void, and is_auto where source or reason say that Omni made the adjustment."""
    auto = [_says(rows["source"], "(?i)^auto"), _says(rows["reason"], "(?i)^auto(matic)?[ -]?adjust")]
    void = find_voids(rows["adjustment_status"], len(auto[0]))
    return {**rows, "ref_key": make_key(rows["reference"]), "is_auto": pc.or_(*auto), "is_void": void}


def _says(words: pa.Array, pattern: str) -> pa.Array:
    return pc.fill_null(pc.match_substring_regex(words, pattern), False)


LOADER = Loader(
    name="omni.adjustments",
    version=1,
    title="Stock adjustments",
    where=__doc__,
    dataset=STOCK_ADJUSTMENTS,
    key="reference",
    dated=("move_date", "acct_date"),
    also_dated=("created_date",),
    columns={
        "created_date": Day("Created Date", ("Created", "Date Created"), optional=True),
        "reference": Text("Reference", ("Adjustment Reference", "Adjustment Ref", "Order Ref", "Ref")),
        "source": Text("Source", ("Adjustment Source",), optional=True),
        "reason": Text("Reason", ("Adjustment Reason",), optional=True),
        "branch": Text("Branch", ("Branch Name", "Location"), optional=True),
        "move_date": Day("Completed Date", ("Completed", "Date Completed")),
        "acct_date": Day(
            "Accounting Adjustment Date", ("Adjust to Xero", "Adjust in Accounting System", "Accounting Date")
        ),
        "adjustment_status": Text("Status", ("Adjustment Status", "Stage"), optional=True),
        "qty": Quantity("Qty Adjusted", ("Quantity Adjusted", "Qty", "Quantity"), optional=True),
        "total": Money("Total", ("Adjustment Total", "Total Value", "Value", "Product Total")),
    },
    layout=read_table,
    derive=derive,
)
