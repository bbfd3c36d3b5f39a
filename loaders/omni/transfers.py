"""Omni: Stock > Branch Transfers, all statuses, with the products of each transfer, then Export."""

from typing import Any

import pyarrow.compute as pc

from close.errors import Refused
from close.store.datasets import BRANCH_TRANSFERS
from close.store.settings import Settings
from loaders.cells.columns import Approval, Day, Money, Quantity, Reference, Text
from loaders.layouts.description import Contents, Expectations, Export, Loader, OuterLabel, Values, Weights
from loaders.layouts.tables import read_table
from loaders.omni.documents import find_voids, make_key


class UnknownUnits(Refused):
    """A line of a dispatched transfer without a quantity, or with a negative one."""

    def __init__(self, row: dict[str, Any], what: str) -> None:
        super().__init__(
            f"Line {row['_line']}: {row['reference']} was dispatched, but the quantity of "
            f"{row['product_code'] or 'this line'} is {what}. Correct it in Omni, then export the list again."
        )


def derive_transfer(rows: Values, settings: Settings | None, weights: Weights) -> Values:  # noqa: ARG001 - as every
    """Add the matching key and void. The quantity sent is used if the file states it, otherwise the one ordered."""
    void = find_voids(rows["transfer_status"], len(rows["qty"]))
    return {
        **rows,
        "ref_key": make_key(rows["reference"]),
        "is_void": void,
        "qty": pc.coalesce(rows["sent"], rows["qty"]),
    }


def read_transfers(export: Export, expected: Expectations) -> Contents:
    """Read the table, then check the units sent. Raises UnknownUnits."""
    return check_units(read_table(export, expected))


def check_units(contents: Contents) -> Contents:
    """Return the contents. Raises UnknownUnits for the first dispatched line without units, or with negative ones."""
    for batch in contents.tables[BRANCH_TRANSFERS.name].to_batches():
        units = batch["qty"]
        moved = pc.and_(batch["dispatched_date"].is_valid(), pc.invert(batch["is_void"]))
        for fault, what in ((units.is_null(), "missing"), (pc.less(units, 0), "negative")):
            row = pc.index(pc.and_(pc.fill_null(fault, False), moved), value=True).as_py()
            if row >= 0:
                raise UnknownUnits(batch.slice(row, 1).to_pylist()[0], what)
    return contents


LOADER = Loader(
    name="omni.transfers",
    version=1,
    title="Branch transfers",
    how_to_export=__doc__,
    dataset=BRANCH_TRANSFERS,
    key="product_code",
    period_columns=("dispatched_date", "received_date"),
    lists_open=True,
    columns={
        "reference": Reference(
            "Reference", ("Transfer Reference", "Transfer Ref", "Branch Transfer Ref", "Order Ref", "Ref")
        ),
        "source_branch": Text("From Branch", ("Branch From", "Source Branch", "Transfer From", "From", "Branch")),
        "destination_branch": Text(
            "To Branch", ("Branch To", "Destination Branch", "Transfer To Branch", "Transfer To", "To")
        ),
        "transfer_status": Approval("Status", ("Transfer Status", "Stage"), optional=True),
        "dispatched_date": Day("Dispatched Date", ("Dispatched", "Date Dispatched", "Fully Dispatched Date")),
        "received_date": Day("Received Date", ("Received", "Date Received", "Fully Received Date")),
        "product_code": Reference("Product Code", ("Code", "SKU", "Item Code")),
        "product_name": Text("Product Name", ("Product", "Name", "Description"), optional=True),
        "qty": Quantity("Qty", ("Quantity", "Qty Ordered")),
        "sent": Quantity("Qty Transferred", ("Quantity Transferred", "Qty Dispatched"), optional=True),
        "unit_cost": Money("Unit Cost", ("Cost", "Landed Unit Cost"), optional=True),
    },
    layout=read_transfers,
    outer_labels={
        **{
            name: OuterLabel(always_filled=True)
            for name in ("reference", "source_branch", "destination_branch", "transfer_status")
        },
        **{name: OuterLabel(of="reference") for name in ("dispatched_date", "received_date")},
    },
    derive=derive_transfer,
)
