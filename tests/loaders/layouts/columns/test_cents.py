"""Reports that are rounded or in thousands are remarked, and a total that differs may say that it is rounding."""

import pytest

from close.store.settings import Settings
from loaders import read
from loaders.layouts.totals import TotalsDiffer
from tests.loaders.exports import folder

HEADERS = "Invoice Date,Order Ref,Accounting Invoice Status,Sales,COGS"


def load(cents: str, *more: str, currency: str = "") -> list[str]:
    rows = [f"13/09/2027,K-{n},Imported,{n}{cents},{n + 50}{cents}" for n in range(100, 120)]
    pending = read("a.csv", "\n".join([HEADERS, *rows, *more, ""]).encode(), folder=folder(Settings(currency=currency)))
    return [check.detail for check in pending.card.checks if check.label == "Cents"]


def test_a_table_without_cents_is_remarked() -> None:
    assert load("") == ["no amount has cents: show decimals in the report and export it again"]
    assert load("", "13/09/2027,K-1,Imported,5.10,2") == []
    assert load(".25") == []


def test_a_currency_without_cents_is_no_reason_for_a_remark() -> None:
    assert load("", currency="JPY") == []
    assert load("", currency="GBP")


def load_amounts(sales: list[str], cogs: list[str], currency: str = "") -> list[str]:
    rows = [f"13/09/2027,K-{n},Imported,{one},{other}" for n, (one, other) in enumerate(zip(sales, cogs, strict=True))]
    content = "\n".join([HEADERS, *rows, ""]).encode()
    card = read("a.csv", content, folder=folder(Settings(currency=currency))).card
    return [check.detail for check in card.checks if check.label == "Cents"]


def test_amounts_with_one_decimal_are_remarked() -> None:
    one, half = ([f"{n * step:.1f}" for n in range(10, 35)] for step in (7.3, 2.5))
    assert load_amounts(one, one) == [
        "no amount has more than one decimal: show two decimals in the report and export it again"
    ]
    assert load_amounts(one, half) == []
    assert load_amounts(one, [*one[:-1], "1.25"]) == []


def test_amounts_with_three_decimals_are_remarked() -> None:
    three = [f"{n * 0.0317:.3f}" for n in range(10, 35)]
    assert load_amounts(three, three) == [
        "most amounts have more than two decimals: make sure that they are not in thousands"
    ]
    assert load_amounts(three, three, currency="KWD") == []
    assert load_amounts(three, [f"{n * 0.031731:.4f}" for n in range(10, 35)]) == []
    assert load_amounts([*three[:10], *(f"{n}.25" for n in range(15))], [f"{n}.75" for n in range(25)]) == []


@pytest.mark.parametrize(("step", "remarks"), [(0.0713, 1), (0.00713, 1), (7.13, 0)])
def test_a_ledger_has_no_more_decimals_than_cents(step: float, remarks: int) -> None:
    sides = (("Stock", "{0:.5f},"), ("Payables", ",{0:.5f}"))
    rows = [f"{13 + n % 9}/09/2027,{name},R-{n},{side.format(n * step)}" for n in range(1, 30) for name, side in sides]
    content = "\n".join(["Date,Account,Reference,Debit,Credit", *rows, ""]).encode()
    checks = read("a.csv", content, folder=folder()).card.checks
    assert sum("more than two decimals" in check.detail for check in checks) == remarks


@pytest.mark.parametrize(("cents", "total"), [("", "2191"), (".25", "2195.10")])
def test_a_total_that_differs_in_whole_amounts_may_be_rounded(cents: str, total: str) -> None:
    with pytest.raises(TotalsDiffer) as caught:
        load(cents, f"Grand Total,,,{total},")
    assert ("rounded to whole amounts, show its decimals" in str(caught.value)) == (not cents)
