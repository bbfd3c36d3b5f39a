"""A reconciliation with its debits under Credit and its credits under Debit is refused."""

import pytest

from loaders import read
from loaders.omni.reconciliation import StockOnWrongSide
from tests.loaders.exports import folder

REPORT = (
    "Section,Reference,Date,{},{}\nOpening Balance,,,{opening},\nPurchase Orders,PO-1,14/09/2027,50.00,\n"
    "COGS,COGS 9,30/09/2027,,20.00\nClosing Balance,,,{closing},\n"
)


def load(debit: str, credit: str, opening: str = "100.00", closing: str = "130.00") -> int:
    text = REPORT.format(debit, credit, opening=opening, closing=closing)
    return read("2027-09.csv", text.encode(), folder=folder()).card.rows


def test_exchanged_sides_are_refused() -> None:
    with pytest.raises(
        StockOnWrongSide, match='The headers "Debit" and "Credit" seem to be exchanged: purchases reduce'
    ):
        load("Credit", "Debit")


@pytest.mark.parametrize(
    ("opening", "closing"), [("100.00", "130.00"), ("-100.00", "-70.00"), ("0.00", "30.00"), ("-30.00", "0.00")]
)
def test_other_sides_are_read(opening: str, closing: str) -> None:
    assert load("Debit", "Credit", opening, closing) == 2
