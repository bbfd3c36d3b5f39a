"""Amounts in a foreign currency are refused, because they would be read as amounts in the currency of the books."""

import pytest

from close.errors import Refused
from close.store.warehouse import Settings
from loaders import read
from loaders.cells.currencies import OtherCurrency
from loaders.cells.currency_marks import ForeignAmounts, MixedCurrencies
from tests.loaders.exports import folder, rows_of

EUROS = Settings(name="Kelp", currency="EUR")
HEADERS = "Invoice Date,Order Ref,Accounting Invoice Status,Sales,COGS"


def land(text: str, settings: Settings = EUROS) -> list[str]:
    landing = read("a.csv", f"{text}\n".encode(), folder=folder(settings)).landing
    return [str(amount) for amount in rows_of(landing)["sales"].to_pylist()]


def write(first: str, second: str, headers: str = HEADERS) -> str:
    return f"{headers}\n13/09/2027,K-1,Imported,{first},5.00\n14/09/2027,K-2,Imported,{second},5.00"


def refuse(kind: type[Refused], text: str, settings: Settings = EUROS) -> str:
    with pytest.raises(kind) as caught:
        land(text, settings)
    return str(caught.value)


def test_header_in_a_foreign_currency_is_refused() -> None:
    text = write("10.00", "20.00", HEADERS.replace("Sales", "Sales (USD)"))
    assert refuse(OtherCurrency, text).startswith('Line 1: the amounts under "Sales (USD)" are not in EUR.')
    assert land(text.replace("USD", "EUR")) == ["10.0000", "20.0000"]


def test_headers_in_two_currencies_are_refused_if_that_of_the_books_is_unknown() -> None:
    headers = HEADERS.replace("Sales", "Sales (USD)").replace("COGS", "COGS (EUR)")
    assert "not in USD" in refuse(OtherCurrency, write("10.00", "20.00", headers), Settings(name="Kelp"))


@pytest.mark.parametrize(
    ("first", "second"), [("€10.00", "$20.00"), ("10.00 EUR", "20.00 USD"), ("(£10.00)", "-€20.00")]
)
def test_cells_in_several_currencies_are_refused(first: str, second: str) -> None:
    message = refuse(MixedCurrencies, write(first, second))
    assert message.startswith(f'Sales has amounts in several currencies: line 2 "{first}" and line 3 "{second}".')


def test_one_currency_sign_in_some_cells_makes_no_difference() -> None:
    assert land(write("€10.00", "20.00")) == ["10.0000", "20.0000"]


@pytest.mark.parametrize(
    ("books", "amount"),
    [
        ("GBP", "€10.00"),
        ("GBP", "USD10.00"),
        ("EUR", "10.00 GBP"),
        ("NZD", "A$10.00"),
        ("GBP", "$10.00"),
        ("EUR", "kr 1"),
    ],
)
def test_amounts_with_the_sign_of_another_currency_are_refused(books: str, amount: str) -> None:
    message = refuse(ForeignAmounts, write(amount, amount), Settings(name="Kelp", currency=books))
    assert message.startswith(f'Line 2, Sales: "{amount}" is not in {books}.')


@pytest.mark.parametrize(
    ("books", "amount"),
    [
        ("GBP", "£10.00"),
        ("AUD", "$10.00"),
        ("MXN", "$10.00"),
        ("NZD", "NZD$10.00"),
        ("ZAR", "R10.00"),
        ("GEL", "₾10.00"),
    ],
)
def test_the_sign_of_the_books_makes_no_difference(books: str, amount: str) -> None:
    assert land(write(amount, "20.00"), Settings(name="Kelp", currency=books)) == ["10.0000", "20.0000"]


def test_a_ledger_in_another_currency_is_refused() -> None:
    ledger = "Date,Account code,Account name,Ref,Memo,Debit,Credit\n13/09/2027,1200,Stock,J-1,x,$100.00,\n"
    text = f"{ledger}13/09/2027,2100,Creditors,J-1,x,,$100.00"
    assert 'Line 2, Debit: "$100.00" is not in EUR' in refuse(ForeignAmounts, text)


def test_the_sign_on_totals_alone_makes_no_difference() -> None:
    ledger = "Date,Account code,Account name,Ref,Memo,Debit,Credit\n13/09/2027,1200,Stock,J-1,x,100.00,\n"
    text = f"{ledger}13/09/2027,2100,Creditors,J-1,x,,100.00\nTotal,,,,,$100.00,$100.00\n"
    landing = read("ledger.csv", text.encode(), folder=folder(Settings(name="Kelp", currency="GBP"))).landing
    assert landing.tables["ledger_entries"].num_rows == 2
