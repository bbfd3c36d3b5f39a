"""Reports rounded to whole amounts are remarked, and a refused total says that rounding may be the reason."""

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


@pytest.mark.parametrize(("cents", "total"), [("", "2191"), (".25", "2195.10")])
def test_a_total_that_differs_in_whole_amounts_may_be_rounded(cents: str, total: str) -> None:
    with pytest.raises(TotalsDiffer) as caught:
        load(cents, f"Grand Total,,,{total},")
    assert ("rounded to whole amounts, show its decimals" in str(caught.value)) == (not cents)
