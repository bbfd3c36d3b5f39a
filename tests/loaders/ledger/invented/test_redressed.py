"""The ledgers of the sample companies load as the same rows, in every way of writing.

With one changed cell they are refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from close.errors import Refused
from loaders import Folder, read
from loaders.intake.organisation import read_organisation
from sample import ALDER, KESTREL, Faults, simulate
from sample.exports.ledger_files import quickbooks_ledger, xero_ledger
from sample.exports.organisation_file import settings as organisation
from tests.loaders.exports import write_xlsx
from tests.loaders.ledger.invented.dresses import DRESSES, ENCODINGS, HEADER, PLAIN, Dress, Ledger, Rows

COMPANIES = ["kestrel", "alder"]


@cache
def ledger(name: str) -> Ledger:
    """Return a small month without faults."""
    company, write = (KESTREL, xero_ledger) if name == "kestrel" else (ALDER, quickbooks_ledger)
    books = simulate(replace(company, documents=25, products=company.products[:5]), 5, 1, Faults.of([], times=1))
    (month,) = books.months
    stated = read_organisation(organisation(books, month).encode())
    stated = replace(stated, settings=replace(stated.settings, currency=""))  # a dress may have any currency
    money, pattern = ({4, 5, 6, 7, 8}, "%d %b %Y") if name == "kestrel" else ({7, 8}, "%m/%d/%Y")
    rows = [
        tuple(_value(cell, pattern, index in money) for index, cell in enumerate(row)) for row in write(books, month)
    ]
    return Ledger(tuple(rows), Folder(stated), frozenset(money), pattern)


def _value(cell: str, pattern: str, amount: bool) -> object:
    if amount:
        plain = cell.replace(",", "").replace("$", "")
        try:
            return -Decimal(plain.strip("()")) if plain.startswith("(") else Decimal(plain)
        except InvalidOperation:
            return cell
    try:
        return datetime.strptime(cell, pattern).date()  # noqa: DTZ007 - a day
    except ValueError:
        return cell


def land(rows: Rows, book: Ledger, write: Dress = PLAIN) -> dict[str, pa.Table]:
    content = write.write(rows, book)
    tables = read("ledger", content, folder=book.folder).landing.tables
    return comparable(tables)


def comparable(tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Drop the lines, and also the taxes if a dash for zero is read as blank."""
    return {
        name: table.drop_columns([n for n in ("_line", "tax") if n in table.column_names])
        for name, table in tables.items()
    }


@pytest.mark.parametrize("company", COMPANIES)
@settings(max_examples=20)
@given(dress=DRESSES, encoding=st.sampled_from(ENCODINGS), own=st.booleans())
def test_dress_changes_nothing(company: str, dress: Dress, encoding: tuple[str, str], own: bool) -> None:
    book = ledger(company)
    dress = replace(dress, encoding=encoding[0], group=encoding[1] if own else ",")
    assert land(book.copy, book, dress) == land(book.copy, book)


@pytest.mark.parametrize("company", COMPANIES)
def test_a_workbook_changes_nothing(company: str) -> None:
    book = ledger(company)
    content = write_xlsx([[None if cell == "" else cell for cell in row] for row in book.rows])
    assert comparable(read("ledger", content, folder=book.folder).landing.tables) == land(book.copy, book)


@pytest.mark.parametrize("company", COMPANIES)
def test_a_column_of_accounts_says_what_headings_say(company: str) -> None:
    book = ledger(company)
    account, flat = "", [[*row, ""] for row in book.rows[: HEADER + 1]]
    flat[HEADER][-1] = "Account"
    for index, row in enumerate(book.rows[HEADER + 1 :], HEADER + 1):
        account = str(row[0]) if _is_heading(row) else account
        flat += [[*row, account]] if index in book.details else []
    assert land(flat, book)["ledger_entries"] == land(book.copy, book)["ledger_entries"]


@pytest.mark.parametrize("company", COMPANIES)
def test_codes_before_the_names_are_split_off(company: str) -> None:
    book, rows = ledger(company), ledger(company).copy
    codes = (
        {name: f"{code} - {name}" for _, code, name in book.folder.settings.accounts if name}
        if book.folder.settings
        else {}
    )
    for row in rows[HEADER:]:
        for name, coded in codes.items():
            row[0] = coded if row[0] == name else row[0]
            row[0] = str(row[0]).replace(f"Total {name}", f"Total {coded}").replace(f"for {name}", f"for {coded}")
    found, plain = land(rows, book)["ledger_entries"], land(book.copy, book)["ledger_entries"]
    assert found.drop_columns(["account", "account_code"]) == plain.drop_columns(["account", "account_code"])


@pytest.mark.parametrize("company", COMPANIES)
@settings(max_examples=25)
@given(data=st.data())
def test_a_changed_row_is_refused(company: str, data: st.DataObject) -> None:
    book, rows = ledger(company), ledger(company).copy
    place = data.draw(st.sampled_from(book.telling), label="row")
    change = data.draw(st.sampled_from(["cent", "removed", "twice", "day", "other side"]), label="change")
    row = rows[place]
    first = next(number for number in sorted(book.money) if row[number])
    if change == "cent":
        row[first] = _decimal(row[first]) + Decimal("0.01")
    elif change == "removed":
        del rows[place]
    elif change == "twice":
        rows.insert(place, list(row))
    elif change == "day":
        rows[place] = [date(2025, 1, 31) if isinstance(cell, date) else cell for cell in row]
    elif company == "kestrel":
        row[4], row[5] = row[5], row[4]
    else:
        row[7] = -_decimal(row[7])
    _check_refusal(rows, book, place)


@pytest.mark.parametrize("company", COMPANIES)
def test_a_changed_total_is_refused(company: str) -> None:
    book = ledger(company)
    for index, row in enumerate(book.rows):
        stated = [number for number in (4, 5, 7) if isinstance(row[number], Decimal)]
        if str(row[0]).startswith("Total") and stated:
            rows = book.copy
            rows[index][stated[0]] = _decimal(row[stated[0]]) - Decimal("0.01")
            _check_refusal(rows, book, index)


@pytest.mark.parametrize("company", COMPANIES)
def test_a_ledger_of_somebody_else_is_refused(company: str) -> None:
    book, rows = ledger(company), ledger(company).copy
    mine = book.folder.settings.name if book.folder.settings else ""
    for row in rows[:HEADER]:
        row[0] = "Somebody Else Ltd" if row[0] == mine else row[0]
    with pytest.raises(Refused, match='This file is for "Somebody Else Ltd"'):
        land(rows, book)


def _check_refusal(rows: Rows, book: Ledger, place: int) -> None:
    """Check that the message refers to the changed line or its account."""
    account = next(str(row[0]) for row in reversed(book.rows[: place + 1]) if _is_heading(row))
    with pytest.raises(Refused) as caught:
        land(rows, book)
    lines = {f"Line {place + 1}", f"Lines {place + 1}"}
    assert any(text in str(caught.value) for text in (account, *lines)) or _is_grand(book.rows[place], caught.value)


def _is_heading(row: Sequence[object]) -> bool:
    return bool(row[0]) and all(cell == "" for cell in row[1:])


def _is_grand(row: Sequence[object], error: Refused) -> bool:
    return row[0] == "Total" and "Total" in str(error)


def _decimal(cell: object) -> Decimal:
    assert isinstance(cell, Decimal)
    return cell
