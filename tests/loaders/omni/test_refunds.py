"""Refunds of credit notes are negative, by the type of their order or by the prefix of its reference."""

import pytest

from close.store.settings import Settings
from loaders import read
from tests.loaders.exports import SETTINGS, folder, rows_of

PAID = "Payment Date,Order Ref,{}Payment Method,Amount,Batch Reference\n14/09/2027,{},{}Card,{},\n"


def read_amounts(reference: str, amount: str, word: str | None = None, settings: Settings = SETTINGS) -> list[int]:
    header, cell = ("Order Type,", f"{word},") if word is not None else ("", "")
    text = PAID.format(header, reference, cell, amount)
    return rows_of(read("2027-09.csv", text.encode(), folder=folder(settings)).landing)["amount"].to_pylist()


@pytest.mark.parametrize("amount", ["50.00", "-50.00"])
@pytest.mark.parametrize(("reference", "word"), [("KC-1", None), ("KC-1", ""), ("X-1", "Credit Note")])
def test_a_refund_is_negative_whatever_its_sign(reference: str, word: str | None, amount: str) -> None:
    assert read_amounts(reference, amount, word) == [-50]


@pytest.mark.parametrize("amount", [50, -50])
@pytest.mark.parametrize(("reference", "word"), [("K-1", None), ("X-1", ""), ("KC-1", "Sales Order")])
def test_another_payment_keeps_its_sign(reference: str, word: str | None, amount: int) -> None:
    assert read_amounts(reference, f"{amount}.00", word) == [amount]


def test_settings_without_prefixes_change_no_sign() -> None:
    assert read_amounts("KC-1", "50.00", settings=Settings(name="Kelp")) == [50]
