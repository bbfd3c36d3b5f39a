"""A total that leaves out one group of the rows is refused with the name of the group."""

import pytest

from loaders import read
from loaders.layouts.doubts.left_out_groups import GroupLeftOut
from loaders.layouts.totals import TotalsDiffer
from tests.loaders.exports import folder

HEADERS = (
    "Order Ref,Supplier,Supplier Inv No,Full Received / Completed Date,Invoice / Supplier Credit Note Date,"
    "Qty Ordered,Qty Received,Product Total,Total (Incl),PO Status,Warehouse"
)
ROW = "PO-{},{},I-{},14/09/2027,{},5,5,{}.00,{}.00,{},{}"
ROWS = [
    ROW.format(1, "Acme", 1, "15/09/2027", 100, 115, "Approved", "Leeds"),
    ROW.format(2, "Acme", 2, "", 50, 57, "Approved", "York"),
    ROW.format(3, "Bolt", 3, "16/09/2027", 30, 34, "Void", "Leeds"),
    ROW.format(4, "Bolt", 4, "17/09/2027", 70, 80, "Approved", "York"),
]


def refuse(total: str) -> str:
    text = "\n".join([HEADERS, *ROWS, f"Grand Total,,,,,{total},,", ""])
    with pytest.raises((GroupLeftOut, TotalsDiffer)) as refused:
        read("2027-09.csv", text.encode(), folder=folder())
    return str(refused.value)


@pytest.mark.parametrize(
    ("total", "group"),
    [
        ("15,15,220.00,252.00", '1 row with PO Status "Void", the first in line 4'),
        ("15,15,200.00,229.00", "1 row without Invoice / Supplier Credit Note Date, the first in line 3"),
        ("10,10,150.00,172.00", '2 rows with Supplier "Bolt", the first in line 4'),
        ("10,10,130.00,149.00", '2 rows with Warehouse "York", the first in line 3'),
        ("20,20,220.00,252.00", '1 row with PO Status "Void", the first in line 4'),
        (",,,229.00", "1 row without Invoice / Supplier Credit Note Date, the first in line 3"),
    ],
)
def test_the_group_that_a_total_leaves_out_is_named(total: str, group: str) -> None:
    message = refuse(total)
    assert message.startswith("Line 6, ")
    assert f"The difference is exactly the sum of {group}, which the total seems to leave out." in message


@pytest.mark.parametrize("total", ["15,15,221.00,252.00", "14,15,220.00,252.00", "25,25,300.00,343.00"])
def test_a_difference_that_is_the_sum_of_no_group_names_none(total: str) -> None:
    message = refuse(total)
    assert "exactly" not in message
    assert message.endswith("Export it again.")
