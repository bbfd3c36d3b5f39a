"""Rows of several documents that a file has twice, in the same order, are remarked as pasted twice."""

from collections.abc import Sequence

import pytest

from loaders import read
from tests.loaders.exports import folder

PAID = "Payment Date,Order Ref,Payment Method,Amount,Batch Reference"
LEDGER = "Date,Account,Reference,Description,Debit,Credit"


def list_remarks(headers: str, rows: Sequence[str]) -> list[str]:
    content = "\n".join([headers, *rows, ""]).encode()
    card = read("2027-09.csv", content, folder=folder()).card
    return [check.detail for check in card.checks if check.label == "Repeated rows"]


def pay(number: int, amount: int = 0) -> str:
    return f"{number + 12}/09/2027,K-{number},Card,{amount or number}.00,"


def test_payments_that_were_pasted_twice_are_remarked() -> None:
    rows = [pay(number) for number in range(1, 9)]
    assert list_remarks(PAID, [*rows, *rows[2:6]]) == [
        "lines 10 to 13 repeat lines 4 to 7 in every column. If they were pasted twice, remove them"
    ]


def test_entries_that_were_pasted_twice_are_remarked() -> None:
    pairs = [("Stock", "{0}.00,"), ("Payables", ",{0}.00")]
    rows = [f"{n + 12}/09/2027,{name},R-{n},x,{side.format(n)}" for n in range(1, 6) for name, side in pairs]
    (remark,) = list_remarks(LEDGER, [*rows, *rows[2:8]])
    assert remark.startswith("lines 12 to 17 repeat lines 4 to 9 in every column.")


@pytest.mark.parametrize(
    "rows",
    [
        [pay(1), pay(2), pay(3), pay(1), pay(2)],
        [pay(1), pay(1), pay(1), pay(1), pay(1), pay(1), pay(1)],
        [pay(1), pay(1), pay(2), pay(2), pay(3), pay(3)],
        [pay(1), pay(2), pay(3), pay(3), pay(2), pay(1)],
        [pay(1, 5), pay(1, 6), pay(1, 7), pay(1, 5), pay(1, 6), pay(1, 7)],
        [*map(pay, (1, 2, 3)), *map(pay, (1, 2, 3)), "Grand Total,,,12.00,"],
    ],
)
def test_rows_that_may_be_alike_need_no_remark(rows: list[str]) -> None:
    assert list_remarks(PAID, rows) == []
