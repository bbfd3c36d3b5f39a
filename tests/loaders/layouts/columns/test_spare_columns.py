"""If two columns of a file can be the same amount, the card says which one was read."""

import pytest

from loaders import read
from tests.loaders.exports import folder

TAXED = (
    "Order Ref,Supplier Inv No,Full Received / Completed Date,Invoice / Supplier Credit Note Date,Qty Ordered,"
    "Qty Received,Product Total,{},Total (Incl)"
)
ROW = "PO-1,I-1,14/09/2027,15/09/2027,5,5,100.00,{},115.40"


def remarks(headers: str, amounts: str = "9.00,15.40") -> list[str]:
    text = f"{TAXED.format(headers)}\n{ROW.format(amounts)}\n"
    checks = read("2027-09.csv", text.encode(), folder=folder()).card.checks
    return [check.detail for check in checks if check.label == "Columns"]


def test_the_column_that_was_not_read_is_named() -> None:
    assert remarks("Tax,Tax Total") == [
        'Total Tax was read from "Tax" and not from "Tax Total". Make sure that it is the right one'
    ]


@pytest.mark.parametrize("headers", ["Tax,Total Tax", "Total Tax,Tax Total", "Tax,Tax Code"])
def test_a_standard_header_or_another_amount_needs_no_remark(headers: str) -> None:
    assert remarks(headers) == []
