"""A proposal for an unknown file: guesses from headers and from values, and what is unsure about them."""

import re
from dataclasses import replace

import pytest

from loaders.files.formats import open_sheets
from loaders.mapping.file_columns import (
    AMOUNTS,
    BLANK,
    DATES,
    NUMBERS,
    TEXTS,
    find_header_row,
    is_row_of_values,
    list_columns,
)
from loaders.mapping.guesses import propose, rank_datasets, remember_formats
from loaders.mapping.mapping import AMOUNT
from loaders.mapping.row_kinds import share_words
from loaders.mapping.templates import find_template, list_fields, list_templates, may_be_constant, name_field

from .foreign import LEDGER, LEDGER_MAPPING, PAYMENTS, read_mapped

ENGLISH = "Report\n\nPosting date,Nominal,Details,Dr,Cr\n13/03/2026,1400,SO-1,119.00,\n13/03/2026,8400,SO-1,,119.00\n"


def sheet_of(text: str):
    return open_sheets(text.encode())[0]


@pytest.mark.parametrize(("text", "row"), [(LEDGER, 2), (PAYMENTS, 0), (ENGLISH, 1)])
def test_the_header_row_is_found(text: str, row: int) -> None:
    assert find_header_row(sheet_of(text)) == row


def test_the_values_show_the_kinds_of_columns() -> None:
    text = "a,b,c,d,e\n2026-03-13,12,1.50,SO-1,\n13 Mar 2026,13,(2.00),x,\n"
    columns = list_columns(sheet_of(text), 0)
    assert [column.kind for column in columns] == [DATES, NUMBERS, AMOUNTS, TEXTS, BLANK]
    assert columns[2].samples == ("1.50", "(2.00)")


def test_letters_and_digits_are_the_numbers_of_documents_even_if_the_letters_are_a_currency() -> None:
    columns = list_columns(sheet_of("No,Rand,Code,Euro\nR1042,R 10,CDE-7,EUR -7\nR1043,R 12,CDE-8,EUR 8\n"), 0)
    assert [column.kind for column in columns] == [TEXTS, AMOUNTS, TEXTS, AMOUNTS]


@pytest.mark.parametrize(("first", "is_values"), [("1,2026-03-13,4.50,,x", True), ("Id,2025,2026,Name,Note", False)])
def test_a_row_of_values_is_told_from_headers(first: str, is_values: bool) -> None:
    assert is_row_of_values(sheet_of(f"{first}\n2,2026-03-14,5.50,,y\n"), 0) == is_values


def test_a_word_with_a_digit_is_a_reference_and_not_the_name_of_an_account() -> None:
    rows = (
        "1.03.2026;Stock;Coût C-1;C-1;5,00",
        "2.03.2026;Sales;Vente C-1;C-1;-5,00",
        "3.03.2026;Sales;Bon C-2;C-2;-7,00",
    )
    text = "\n".join(("Jour;Où;Libellé;Pièce;Montant", *rows, *rows)) + "\n"
    columns = propose(sheet_of(text), 0, "ledger_entries").mapping.columns
    assert (columns["reference"], columns["name"]) == ("Pièce", "Où")


RUNNING = [("1.50", "", "11.50"), ("", "4.00", "7.50"), ("2.00", "", "9.50"), ("", "9.00", "0.50")]


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("headers", ["Jour;Pièce;A;B;C", "Day;Piece;Debit;Credit;Left"])
def test_the_running_balance_is_found_by_its_values(headers: str, newest_first: bool) -> None:
    rows = [f"{day}.03.2026;C-{day};{';'.join(row)}" for day, row in enumerate(RUNNING, 1)]
    text = "\n".join((headers, *(rows[::-1] if newest_first else rows))) + "\n"
    proposal = propose(sheet_of(text), 0, "ledger_entries")
    names = headers.split(";")
    assert [proposal.mapping.columns.get(name) for name in ("debit", "credit", "balance")] == names[2:]
    assert proposal.unsure["balance"] == "each is the one before, changed by the amount of its row"


def test_the_running_balance_shows_the_only_column_of_amounts() -> None:
    rows = [f"{day}.03.2026;C-{day};{a or '-' + b};{c}" for day, (a, b, c) in enumerate(RUNNING, 1)]
    columns = propose(sheet_of("\n".join(("Jour;Pièce;A;B", *rows)) + "\n"), 0, "ledger_entries").mapping.columns
    assert (columns[AMOUNT], columns["balance"]) == ("A", "B")


def test_amounts_that_only_stand_beside_others_are_no_balance() -> None:
    rows = [f"{day}.03.2026;C-{day};{a};{b};{day}0.00" for day, (a, b, _) in enumerate(RUNNING, 1)]
    columns = propose(sheet_of("\n".join(("Jour;Pièce;A;B;C", *rows)) + "\n"), 0, "ledger_entries").mapping.columns
    assert "balance" not in columns


@pytest.mark.parametrize("dataset", list_templates())
def test_every_field_has_a_name_in_words(dataset: str) -> None:
    names = [name_field(name, column) for name, column in list_fields(find_template(dataset)).items()]
    assert len(set(names)) == len(names)
    assert not [name for name in names if re.search(r"^[a-z]|[a-z][A-Z]|\w\.\w", name)]


def test_only_what_files_may_share_can_be_the_same_in_every_row() -> None:
    bills, stock = find_template("ledger_documents"), find_template("stock_valuation_lines")
    assert may_be_constant(bills, "kind")
    assert may_be_constant(stock, "branch")
    assert not may_be_constant(bills, "number")
    assert not may_be_constant(stock, "product_code")


def test_known_headers_are_matched_without_doubt() -> None:
    sheet = sheet_of(ENGLISH)
    assert rank_datasets(sheet, 1)[0] == "ledger_entries"
    found = propose(sheet, 1, "ledger_entries")
    assert not found.unsure
    assert not found.lacking
    expected = {
        "entry_date": "Posting date",
        "code": "Nominal",
        "description": "Details",
        "debit": "Dr",
        "credit": "Cr",
    }
    assert found.mapping.columns == expected


def test_the_names_of_fields_on_screen_are_known_headers() -> None:
    sheet = sheet_of("InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice\n545220,21955,2,2011-03-01 08:30:00,7.95\n")
    found = propose(sheet, 0, "order_lines")
    assert found.mapping.columns == {"qty": "Quantity", "acct_date": "InvoiceDate", "unit_price": "UnitPrice"}
    assert not found.unsure


def test_values_only_suggest_columns() -> None:
    found = propose(sheet_of(LEDGER), 2, "ledger_entries")
    assert {name: found.mapping.columns[name] for name in ("entry_date", "debit", "credit")} == {
        "entry_date": "Buchungstag",
        "debit": "Soll",
        "credit": "Haben",
    }
    assert set(found.unsure) == found.mapping.columns.keys()
    assert (found.mapping.columns["description"], found.mapping.columns["reference"]) == ("Buchungstext", "Beleg")


def test_one_column_of_amounts_is_suggested_and_its_sign_is_not() -> None:
    found = propose(
        sheet_of("Tag,Konto,Wert EUR\n2026-03-13,1400,119.00\n2026-03-13,8400,-119.00\n"), 0, "ledger_entries"
    )
    assert found.mapping.columns[AMOUNT] == "Wert EUR"
    assert not found.mapping.positive
    assert AMOUNT in found.unsure


def test_columns_that_are_not_found_are_listed() -> None:
    found = propose(sheet_of("x,y\nA,B\n"), 0, "payments")
    assert set(found.lacking) == {"payment_date", "order_ref", "amount", "batch_reference"}


def test_formats_that_the_file_proves_are_remembered_for_the_next_one() -> None:
    settled = remember_formats(LEDGER_MAPPING, read_mapped(LEDGER, LEDGER_MAPPING).landing.reading)
    assert settled == replace(LEDGER_MAPPING, date_order="day-first", decimal_mark="comma")


def test_a_report_with_headings_names_its_accounts_in_no_column() -> None:
    text = (
        "Datum,Art,Beleg,Soll,Haben\n1400 Forderungen\n13/03/2026,Rechnung,RE-1,119.00,\n"
        "14/03/2026,Gutschrift,RE-2,9.00,\n"
        "8400 Umsatz\n13/03/2026,Rechnung,RE-1,,119.00\n14/03/2026,Gutschrift,RE-2,,9.00\n"
    )
    assert "name" not in propose(sheet_of(text), 0, "ledger_entries").mapping.columns
    table = text.replace("1400 Forderungen\n", "")
    assert propose(sheet_of(table), 0, "ledger_entries").mapping.columns["name"] == "Art"


@pytest.mark.parametrize(
    ("label", "others", "words"),
    [
        ("Total pour 630 Stock", ["Total pour 310 Ventes", "Solde", "Total pour 630 Stock"], "Total pour"),
        ("Omslutning", ["Omslutning", "Summa"], "Omslutning"),
        ("630 Stock", ["310 Ventes"], "630 Stock"),
        ("Konto 1400", ["Konto 1500", "Konto"], "Konto"),
        ("", ["Konto"], ""),
    ],
)
def test_rows_of_one_kind_are_asked_about_once(label: str, others: list[str], words: str) -> None:
    assert share_words(label, others) == words
