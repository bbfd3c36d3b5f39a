"""Omni API: GET /v1/BranchTransfers, all pages of those changed in the month or not yet received, as a JSON list."""

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.store.datasets import BRANCH_TRANSFERS
from close.store.settings import Settings
from loaders.cells.columns import Day, Money, Quantity, Text
from loaders.layouts.description import Contents, Expectations, Export, Loader, Values, Weights
from loaders.omni.api import voids
from loaders.omni.api.document_list import LINES, DocumentList
from loaders.omni.transfers import check_units, derive_transfer

_MENU = "Stock > Branch Transfers"


class UnclearUnits(Refused):
    """A branch transfer whose lines do not show how many units were sent."""

    def __init__(self, reference: str, why: str) -> None:
        super().__init__(
            f"Branch transfer {reference} was dispatched, but {why}, so the units sent are not certain. "
            f"Export {_MENU} with the products of each transfer instead."
        )


_LIST = DocumentList(
    of_lines=True,
    counts_kits=False,
    lacks="the names of the branches, and a mark on void transfers. If any of these transfers was voided after its "
    f"dispatch, export {_MENU} instead",
)


def read_transfers(export: Export, expected: Expectations) -> Contents:
    """Read the list, then check the units sent. Raises UnknownUnits."""
    return check_units(_LIST.read(export, expected))


def derive(rows: Values, settings: Settings | None, weights: Weights) -> Values:
    """Add the columns of every list of transfers. Costs of 0 are read as none. Raises UnclearVoid, UnclearUnits."""
    void = voids.find_void_documents(rows)
    moved = pc.and_(pc.invert(void), rows["dispatched_date"].is_valid())
    voids.check_approved(rows, moved, ("Branch transfer", "dispatched"), "dispatched_date", _MENU)
    _check_units(rows, moved)
    unit_cost = pc.if_else(pc.not_equal(rows["unit_cost"], 0), rows["unit_cost"], None)
    status = voids.name_status(rows, void)
    return derive_transfer({**rows, "unit_cost": unit_cost, "transfer_status": status}, settings, weights)


def _check_units(rows: Values, moved: pa.Array) -> None:
    """Raise UnclearUnits for the first dispatched transfer whose lines do not show the units sent."""
    faults = (
        (pc.not_equal(rows["parent"], 0), "it lists a kit as well as the products in it"),
        (_find_unsent(rows, moved), "qtyTransferred is 0 on all its lines"),
    )
    for fault, why in faults:
        row = pc.index(pc.and_(pc.fill_null(fault, False), moved), value=True).as_py()
        if row >= 0:
            raise UnclearUnits(rows["reference"][row].as_py(), why)


def _find_unsent(rows: Values, moved: pa.Array) -> pa.Array:
    """Return a mask of the lines of transfers that were to send units, and state for no line that any were sent."""
    table = pa.table({"ref": rows["reference"], "qty": rows["qty"], "sent": pc.coalesce(rows["sent"], rows["qty"])})
    sums = table.filter(moved).group_by("ref", use_threads=False).aggregate([("qty", "sum"), ("sent", "sum")])
    unsent = sums.filter(pc.and_(pc.not_equal(sums["qty_sum"], 0), pc.equal(sums["sent_sum"], 0)))
    return pc.is_in(rows["reference"], value_set=unsent["ref"].combine_chunks())


LOADER = Loader(
    name="omni.api_transfers",
    version=1,
    title="Branch transfers from the API",
    how_to_export=__doc__,
    dataset=BRANCH_TRANSFERS,
    key="reference",
    period_columns=("dispatched_date", "received_date"),
    other_day_columns=("created_date",),
    lists_open=True,
    columns={
        "reference": Text("reference"),
        "created_date": Day("createdDate", optional=True),
        "source_branch": Text("sourceBranchName", optional=True),
        "destination_branch": Text("destinationBranchName", optional=True),
        "dispatched_date": Day("dispatchedDate"),
        "received_date": Day("receivedDate"),
        "product_code": Text(f"{LINES}code"),
        "product_name": Text(f"{LINES}name", optional=True),
        "qty": Quantity(f"{LINES}qty"),
        "sent": Quantity(f"{LINES}qtyTransferred"),
        "unit_cost": Money(f"{LINES}unitCost", optional=True),
        "parent": Quantity(f"{LINES}parentId", optional=True),
        **voids.COLUMNS,
    },
    layout=read_transfers,
    derive=derive,
)
