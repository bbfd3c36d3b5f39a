"""Omni: Stock > Track Stock Movements, all products and branches, dates of the month, then Export."""

from collections import Counter
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.store.datasets import QUANTITY, STOCK_MOVEMENTS, TEXT
from close.store.settings import Settings
from loaders.cells.columns import Column, Day, Locale, Quantity, Read, Reference, Text, letters, translate
from loaders.layouts.description import Contents, Expectations, Export, Loader, OuterLabel, Values, Weights
from loaders.layouts.tables import read_table
from loaders.omni.documents import make_key

TYPES = {
    "SO": ("so", "sale", "sales", "salesorder", "salesinvoice", "pos", "possale", "possalesorder"),
    "CN": ("cn", "credit", "creditnote", "customercreditnote", "salescredit"),
    "PO": ("po", "purchase", "purchases", "purchaseorder"),
    "SCN": ("scn", "suppliercredit", "suppliercreditnote", "purchasecredit"),
    "ADJ": ("adj", "adjustment", "stockadjustment", "stockadj", "stockcount", "stocktake"),
    "BT": ("bt", "transfer", "branchtransfer", "stocktransfer", "branchtransferin", "branchtransferout"),
    "JOB": ("job", "production", "productionjob", "prodjob", "assembly"),
}
DIRECTIONS = {
    "IN": ("1", "+1", "1.0", "1.00", "in", "inward", "inwards", "positive"),
    "OUT": ("-1", "-1.0", "-1.00", "(1)", "out", "outward", "outwards", "negative"),
    "WITHIN": ("0", "0.0", "0.00", "none", "within", "nochange"),
}
OUTWARD = ("SO", "SCN")


class SignMissing(Refused):
    """Quantities without signs, in a file that does not state directions either."""

    def __init__(self, row: dict[str, Any]) -> None:
        super().__init__(
            f"Line {row['_line']}: {row['reference']} ({row['trans_type']}) moves {row['units'].normalize():f} units "
            f"of {row['product_code']}, but no quantity in this file is negative, so it does not say which units went "
            "out. Add the column Direction to the list, then export it again."
        )


class DirectionDiffers(Refused):
    """A quantity whose sign contradicts the direction on the same line."""

    def __init__(self, row: dict[str, Any]) -> None:
        super().__init__(
            f"Line {row['_line']}: {row['reference']} moves {row['units'].normalize():f} units of "
            f"{row['product_code']}, but its direction is {row['direction'].lower()}. The list was edited. "
            "Export it again."
        )


class Direction(Column):
    """The direction of a movement: 1 or in, -1 or out, 0 or within."""

    noun = "a direction"

    def read(self, cells: pa.Array, locale: Locale) -> Read:  # noqa: ARG002 - the words are the same everywhere
        """Read IN, OUT or WITHIN."""
        ways = _invert(DIRECTIONS)
        return translate(cells, lambda text: ways.get(letters(text)), TEXT)


def weigh_signs(rows: Values, settings: Settings | None) -> Weights:  # noqa: ARG001 - as every `weigh`
    """Count the negative quantities. A file without any has no signs, so its directions decide."""
    return Counter(negative=pc.less(rows["units"], 0).true_count)


def derive_movement(rows: Values, settings: Settings | None, weights: Weights) -> Values:  # noqa: ARG001 - as every
    """Add the type and the matching key. If the file has no signs, the directions give them."""
    types = _invert(TYPES)
    kinds, _ = translate(rows["trans_type"], lambda text: types.get(letters(text)), TEXT)
    derived = {**rows, "doc_type": kinds, "ref_key": make_key(rows["reference"])}
    derived["branch"] = pc.fill_null(rows["branch"], "")
    derived["units"] = _sign_units(rows, has_signs=bool(weights["negative"]))
    return derived


def read_movements(export: Export, expected: Expectations) -> Contents:
    """Read the table, then compare signs with types and directions. Raises SignMissing, DirectionDiffers."""
    contents = read_table(export, expected)
    has_negative, unsigned = False, None
    for batch in contents.tables[STOCK_MOVEMENTS.name].to_batches():
        units, ways = batch.column("units"), batch.column("direction")
        goes_in, goes_out = pc.greater(units, 0), pc.less(units, 0)
        if differing := _find_first(batch, pc.or_(_both(goes_in, ways, "OUT"), _both(goes_out, ways, "IN"))):
            raise DirectionDiffers(differing)
        has_negative = has_negative or bool(pc.any(goes_out).as_py())
        outward = pc.is_in(batch.column("doc_type"), value_set=pa.array(OUTWARD, TEXT))
        unsigned = unsigned or _find_first(batch, pc.and_(pc.and_(goes_in, outward), ways.is_null()))
    if unsigned and not has_negative:
        raise SignMissing(unsigned)
    return contents


def _both(mask: pa.Array, ways: pa.Array, way: str) -> pa.Array:
    return pc.and_(mask, pc.equal(ways, way))


def _find_first(batch: pa.RecordBatch, mask: pa.Array) -> dict[str, Any] | None:
    """Return the first row of a mask, or None if it has no row."""
    rows = batch.filter(pc.fill_null(mask, False)).slice(0, 1).to_pylist()
    return rows[0] if rows else None


def _sign_units(rows: Values, *, has_signs: bool) -> pa.Array:
    """Return the change in stock. A movement within the company changes none, whatever its quantity."""
    out, within = (pc.fill_null(pc.equal(rows["direction"], way), False) for way in ("OUT", "WITHIN"))
    signed = rows["units"] if has_signs else pc.if_else(out, pc.negate(rows["units"]), rows["units"])
    return pc.if_else(within, pa.scalar(Decimal(0), QUANTITY), signed)


def _invert(words: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {word: kind for kind, listed in words.items() for word in listed}


LOADER = Loader(
    name="omni.movements",
    version=1,
    title="Stock movements",
    how_to_export=__doc__,
    dataset=STOCK_MOVEMENTS,
    key="reference",
    period_columns=("move_date",),
    columns={
        "product_code": Reference("Code", ("Product Code", "SKU", "Item Code", "Product Option Code", "Style Code")),
        "move_date": Day("Date", ("Movement Date", "Transaction Date", "Date Moved", "Fully Dispatched Date")),
        "product_name": Text("Product Name", ("Product", "Name"), optional=True),
        "holding_group": Text("Holding Group", ("Holding Groups", "HoldingGroup"), optional=True),
        "trans_type": Text("TransType", ("Transaction Type", "Type", "Movement Type")),
        "reference": Reference("Ref", ("Reference", "Order Ref", "Transaction Ref", "Transaction Reference")),
        "contact": Text("Company", ("Contact", "Customer"), optional=True),
        "branch": Text("Branch", ("Branch Name", "Location", "Warehouse"), optional=True),
        "batch": Text("BatchNos", ("Batch No", "Batch Number", "Batch Numbers", "Batch"), optional=True),
        "units": Quantity("SerialQty", ("Qty", "Quantity", "Stock Change", "Qty Moved")),
        "direction": Direction("Direction", ("In / Out", "Movement"), optional=True),
    },
    layout=read_movements,
    # The list can be grouped by product or branch. A blank date is not filled, because a movement may lack one.
    outer_labels={
        "product_code": OuterLabel(always_filled=True),
        "branch": OuterLabel(always_filled=True),
        "trans_type": OuterLabel(always_filled=True),
        "product_name": OuterLabel(of="product_code"),
    },
    derive=derive_movement,
    weigh=weigh_signs,
)
