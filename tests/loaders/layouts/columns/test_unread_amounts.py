"""A second tax, or any other amount that the columns read add up only with, is remarked if it is not read."""

from collections.abc import Sequence

import pytest

from loaders import read
from tests.loaders.exports import folder

BOUGHT = (
    "Order Ref,Supplier,Supplier Inv No,Full Received / Completed Date,Invoice / Supplier Credit Note Date,"
    "Qty Ordered,Qty Received,Product Total,Total (Incl),"
)
ROW = "PO-{},Acme,I-{},14/09/2027,15/09/2027,1,1,{}"

DIFFERS = "Total (Incl) differs from {} by exactly {} not read, in 2 rows, the first in line 2. {}"
IF_PART = "If it belongs to one of these amounts, export them as one column"
IF_TAX = "If it is the tax, export it as one column with the name Total Tax"


def list_remarks(headers: str, rows: Sequence[str]) -> list[str]:
    lines = [ROW.format(number, number, row) for number, row in enumerate(rows, 1)]
    content = "\n".join([BOUGHT + headers, *lines, ""]).encode()
    card = read("2027-09.csv", content, folder=folder()).card
    return [check.detail for check in card.checks if check.label == "Columns"]


@pytest.mark.parametrize(
    ("headers", "rows", "words"),
    [
        (
            "Tax,PST",
            ["100.00,112.00,5.00,7.00", "50.00,52.50,2.50,0.00", "20.00,22.40,1.00,1.40"],
            ("Product Total plus Tax", '"PST", which is', IF_PART),
        ),
        (
            "Tax,PST,QST",
            ["100.00,112.00,5.00,7.00,", "100.00,114.98,5.00,,9.98", "20.00,21.00,1.00,,"],
            ("Product Total plus Tax", '"PST" plus "QST", which are', IF_PART),
        ),
        (
            "Tax,PST,Freight",
            ["100.00,115.00,5.00,7.00,3.00", "50.00,52.50,2.50,0.00,0.00", "20.00,22.40,1.00,1.40,0.00"],
            ("Product Total plus Tax", '"PST" plus "Freight", which are', IF_PART),
        ),
        (
            "GST,QST",
            ["100.00,114.98,5.00,9.98", "-50.00,-57.49,2.50,4.99"],
            ("Product Total", '"GST" plus "QST", which are', IF_TAX),
        ),
    ],
)
def test_amounts_that_the_columns_add_up_only_with_are_remarked(headers: str, rows: list[str], words: tuple) -> None:
    assert list_remarks(headers, rows) == [DIFFERS.format(*words)]


@pytest.mark.parametrize(
    ("headers", "rows"),
    [
        ("Tax,PST", ["100.00,105.00,5.00,0.00", "50.00,52.50,2.50,"]),
        ("Tax,Weight", ["100.00,105.00,5.00,2.50", "50.00,52.50,2.50,1.00"]),
        ("Tax,Units", ["100.00,112.00,5.00,9.00", "50.00,60.00,2.50,8.00"]),
        ("Tax,Freight total", ["100.00,112.00,5.00,7.00", "50.00,60.50,2.50,8.00"]),
        ("Tax,Tax rate", ["100.00,105.00,5.00,5%", "50.00,52.50,2.50,5%"]),
        ("Tax,Rounding", ["100.00,105.03,5.00,0.03", "50.00,52.48,2.50,-0.02"]),
        ("Tax,Terms", ["100.00,112.00,5.00,7.00", "50.00,52.50,2.50,none"]),
    ],
)
def test_other_numbers_need_no_remark(headers: str, rows: list[str]) -> None:
    assert list_remarks(headers, rows) == []
