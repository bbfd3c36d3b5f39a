"""Totals that name no group, which used to be dropped: each has to be the sum of some rows."""

import pytest

from loaders import read
from loaders.layouts.totals import TotalsDiffer
from tests.loaders.exports import folder, rows_of

BOUGHT = (
    "Supplier,Order Ref,Supplier Inv No,Full Received / Completed Date,Invoice / Supplier Credit Note Date,"
    "Accounting Status,Qty Ordered,Qty Received,Product Total,Total (Incl)"
)
ROW = "{},PO-{},I-1,14/09/2027,15/09/2027,Imported,5,5,{}.00,{}.00"
FIRST = [ROW.format("Acme", 1, 100, 100), ROW.format("Acme", 2, 50, 50)]
SECOND = [ROW.format("Bolt", 3, 30, 30), ROW.format("Bolt", 4, 70, 70)]


def land(*lines: str) -> int:
    return rows_of(read("2027-09.csv", "\n".join([BOUGHT, *lines, ""]).encode(), folder=folder()).landing).num_rows


def total(label: str, quantity: int, amount: int) -> str:
    blanks = "," * (6 - label.count(","))
    return f"{label}{blanks}{quantity},{quantity},{amount}.00,{amount}.00"


@pytest.mark.parametrize("label", ["Subtotal", "Sub-total:", "Total", ",Subtotal", ",Total", ",Sum"])
def test_the_total_of_the_first_group_has_to_be_right_like_the_others(label: str) -> None:
    first, second, end = (total(label, 10, 150), total(label, 10, 100), total("Grand Total", 20, 250))
    assert land(*FIRST, first, *SECOND, second, end) == 4
    with pytest.raises(TotalsDiffer, match=r"Line 4, Product Total: the file states a total of 151\.00, but its rows"):
        land(*FIRST, first.replace("150", "151"), *SECOND, second, end)


def test_totals_may_be_above_their_rows() -> None:
    first, second, end = (total("Total", 10, 150), total("Total", 10, 100), total("Grand Total", 20, 250))
    assert land(first, *FIRST, second, *SECOND, end) == 4
    with pytest.raises(TotalsDiffer, match="Line 2, Product Total"):
        land(first.replace("150", "151"), *FIRST, second, *SECOND, end)


def test_a_row_missing_from_the_first_group_is_noticed_although_the_grand_total_is_right() -> None:
    with pytest.raises(TotalsDiffer, match=r"Line 3, Qty Ordered: the file states a total of 10.00"):
        land(FIRST[0], total("Subtotal", 10, 150), *SECOND, total("Subtotal", 10, 100), total("Grand Total", 15, 200))


def test_totals_of_totals_are_right() -> None:
    inner = (total("Subtotal", 10, 150), total("Subtotal", 10, 100))
    assert land(*FIRST, inner[0], *SECOND, inner[1], total("Subtotal", 20, 250), total("Grand Total", 20, 250)) == 4
