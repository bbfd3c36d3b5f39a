"""Sales in another currency are converted if gross profits in that of the books prove how. Otherwise the card asks."""

from decimal import Decimal

import pytest

from close.store.settings import Settings
from loaders import read
from tests.loaders.exports import folder, rows_of

HEADERS = (
    "Order Ref,Full Dispatched / Completed Date,Invoice / Credit Note Date,Invoice Status,Qty Ordered,Qty Dispatched,"
    "Sales (Incl),Sales Tax,Sales,Cost,Gross Profit,Currency,Exchange Rate"
)
BOOKS = Settings(name="Kelp", currency="NZD")
HOME = "K-9,13/09/2027,14/09/2027,Imported,1,1,115.00,15.00,100.00,40.00,60.00,NZD,1"
ROW = "K-{},13/09/2027,14/09/2027,Imported,1,1,115.00,15.00,100.00,{cost},{profit},{currency},{rate}"


def sell(number: int, profit: str, rate: str, cost: str = "40.00", currency: str = "USD") -> str:
    return ROW.format(number, profit=profit, rate=rate, cost=cost, currency=currency)


def load(*rows: str) -> tuple[list[tuple[object, ...]], list[tuple[str, str]]]:
    """Return the sales with tax, the tax and the sales of each document, and the remarks on currencies."""
    pending = read("2027-09.csv", "\n".join([HEADERS, *rows, ""]).encode(), folder=folder(BOOKS))
    landed = rows_of(pending.landing).select(["sales_incl", "sales_tax", "sales"])
    remarks = [(check.state, check.detail) for check in pending.card.checks if check.label == "Currency"]
    return [tuple(row.values()) for row in landed.to_pylist()], remarks


@pytest.mark.parametrize(
    ("rows", "amounts"),
    [
        ([sell(1, "120.00", "1.6")], ("184", "24", "160")),
        ([sell(1, "126.67", "0.6")], ("191.67", "25", "166.67")),
        ([sell(1, "126.67", "0.6"), sell(2, "134.67", "0.6", cost="32.00")], ("191.67", "25", "166.67")),
    ],
)
def test_sales_are_converted_as_their_gross_profits_prove(rows: list[str], amounts: tuple[str, ...]) -> None:
    found, remarks = load(HOME, *rows)
    assert found[0] == (115, 15, 100)
    assert found[1] == tuple(map(Decimal, amounts))
    ((state, detail),) = remarks
    assert state == "passed"
    assert "converted at the rates in the file, which gross profits prove" in detail


@pytest.mark.parametrize(
    "rows",
    [
        [sell(1, "60.00", "1.6")],
        [sell(1, "120.00", "1.6"), sell(2, "60.00", "1.6")],
        [sell(1, "120.00", "1.6"), sell(2, "126.67", "0.6")],
        [sell(1, "120.00", "1.6"), sell(2, "120.00", "")],
        [sell(1, "", "1.6")],
        [sell(1, "120.00", "0")],
    ],
)
def test_sales_stay_as_they_are_without_such_a_proof(rows: list[str]) -> None:
    found, remarks = load(HOME, *rows)
    assert found == [(115, 15, 100)] * (len(rows) + 1)
    ((state, detail),) = remarks
    assert state == "not proven"
    assert "All amounts are read as if they were in that of the books." in detail


def test_sales_in_the_currency_of_the_books_need_no_remark() -> None:
    assert load(HOME, sell(1, "60.00", "1.6", currency="nzd "))[1] == []
