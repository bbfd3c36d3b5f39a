"""Layouts without a sample company load as invented, in every way of writing, and are refused if one cell changes."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from close.errors import Refused
from loaders import read
from tests.loaders.exports import write_xlsx
from tests.loaders.ledger.invented.books import ACCOUNTS, WRITERS, Month, invent, write
from tests.loaders.ledger.invented.dresses import DRESSES, ENCODINGS, HEADER, PLAIN, WITH_CURRENCY, Dress, Ledger, Rows

SEEDS = st.integers(0, 10_000)


def land(rows: Rows, book: Ledger, dress: Dress = PLAIN) -> Mapping[str, pa.Table]:
    return read("ledger", dress.write(rows, book), folder=book.folder).landing.tables


def check(tables: Mapping[str, pa.Table], month: Month, name: str) -> None:
    """Check that entries and balances are those invented."""
    balances = {row["account_name"]: row for row in tables["ledger_balances"].to_pylist()}
    assert {row["account_code"] for row in balances.values()} >= {code for code, *_ in ACCOUNTS}
    for number, (_, account, *_) in enumerate(ACCOUNTS):
        row, lines = balances[account], month.of(number)
        opening, closing = (month.openings[number], month.closing(number)) if name != "journals" else (None, None)
        told = {"myob": (opening, closing), "balances": (None, closing)}.get(name, (None, None))
        implied = (
            (opening, closing) if name != "balances" else told
        )  # a running balance may imply an opening balance that no row states
        assert (row["opening"], row["closing"]) in (told, implied)
        if name != "balances":
            assert row["debits"] - row["credits"] == sum(e.amount for e in lines)
    if name == "balances":
        return
    found = sorted(
        (row["entry_date"], row["account_name"], row["debit"] - row["credit"], row["description"])
        for row in tables["ledger_entries"].to_pylist()
    )
    assert found == sorted((e.on, ACCOUNTS[e.account][1], e.amount, e.memo) for e in month.entries)


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=15)
@given(seed=SEEDS, dress=DRESSES, encoding=st.sampled_from(ENCODINGS), own=st.booleans())
def test_dress_changes_nothing(name: str, seed: int, dress: Dress, encoding: tuple[str, str], own: bool) -> None:
    month = invent(seed)
    dress = replace(dress, encoding=encoding[0], group=encoding[1] if own else ",")
    book = write(name, month)
    check(land(book.copy, book, dress), month, name)


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=10)
@given(seed=SEEDS, dress=WITH_CURRENCY)
def test_a_currency_next_to_the_amounts_makes_no_difference(name: str, seed: int, dress: Dress) -> None:
    month = invent(seed)
    book = write(name, month)
    check(land(book.copy, book, replace(dress, group="")), month, name)


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=2)
@given(seed=SEEDS)
def test_a_workbook_changes_nothing(name: str, seed: int) -> None:
    month = invent(seed)
    book = write(name, month)
    content = write_xlsx([[None if cell == "" else cell for cell in row] for row in book.rows])
    check(read("ledger", content, folder=book.folder).landing.tables, month, name)


@settings(max_examples=10)
@given(seed=SEEDS, dress=DRESSES, coded=st.booleans())
def test_a_column_of_accounts_says_what_headings_say(seed: int, dress: Dress, coded: bool) -> None:
    month = invent(seed)
    book = write("myob", month)
    codes = {f"{code} {name}": (code, name) for code, name, *_ in ACCOUNTS}
    account, flat = "", [[*row, "", ""] for row in book.rows[: HEADER + 1]]
    flat[HEADER][-2:] = ["Account No.", "Account Name"] if coded else ["Region", "Account"]
    for index, row in enumerate(book.rows[HEADER + 1 :], HEADER + 1):
        account = str(row[0]) if row[0] in codes else account
        flat += [[*row, *(codes[account] if coded else ("North", account))]] if index in book.details else []
    check(land(flat, book, dress), month, "sheet")


@settings(max_examples=10)
@given(seed=SEEDS)
def test_rows_of_a_table_in_any_order_are_the_same(seed: int) -> None:
    month = invent(seed)
    book = write("sheet", month)
    top, body, end = book.copy[: HEADER + 1], book.copy[HEADER + 1 : -1], book.copy[-1:]
    Random(seed).shuffle(body)
    check(land([*top, *body, *end], book), month, "sheet")


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=20)
@given(seed=SEEDS, data=st.data())
def test_a_changed_row_is_refused(name: str, seed: int, data: st.DataObject) -> None:
    book = write(name, invent(seed))
    rows, (debit, credit) = book.copy, sorted(book.money)[:2]
    moving = [n for n, row in enumerate(rows[HEADER + 1 : -1], HEADER + 1) if row[debit] or row[credit]]
    place = data.draw(st.sampled_from(moving), label="row")
    both = rows[place][debit] and rows[place][credit]
    changes = ["cent", "removed", "twice"] if both else ["cent", "removed", "twice", "other side"]
    change = data.draw(st.sampled_from(changes), label="change")
    first = debit if rows[place][debit] else credit
    if change == "cent":
        rows[place][first] = _decimal(rows[place][first]) + Decimal("0.01")
    elif change == "removed":
        del rows[place]
    elif change == "twice":
        rows.insert(place, list(rows[place]))
    else:
        rows[place][debit], rows[place][credit] = rows[place][credit], rows[place][debit]
    with pytest.raises(Refused, match=r"Lines? \d+|line \d+"):
        land(rows, book)


def _decimal(cell: object) -> Decimal:
    assert isinstance(cell, Decimal)
    return cell
