"""Mapping a file on screen: from the refused card to the landed file, with the questions that it raises."""

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from close.store.warehouse import Warehouse
from loaders import DroppedFile, land
from loaders.mapping.saved import list_mappings
from pages.data.mapped.unknown_file import FILE
from pages.parts.frame import page_context
from tests.given.screens import start, visit
from tests.pages.screen import press, words

SETTINGS = """name = "Nordwind"
period = "2026-03"
currency = "EUR"
[accounts]
revenue = [{code = "8400"}]
cogs = [{code = "5000"}]
"""
LEDGER = """Kontenblatt

Buchungstag;Konto;Buchungstext;Soll;Haben
02.03.2026;1400;Verkauf SO-1;1.190,00;
02.03.2026;8400;Verkauf SO-1;;1.190,00
13.03.2026;5000;Verkauf SO-1;500,00;
13.03.2026;1200;Verkauf SO-1;;500,00
"""
SIGNED = """Buchungstag;Konto;Buchungstext;Betrag
02.03.2026;1400;Verkauf SO-1;-1.190,00
02.03.2026;8400;Verkauf SO-1;1.190,00
13.03.2026;5000;Verkauf SO-1;-500,00
13.03.2026;1200;Verkauf SO-1;500,00
"""
ORDERS = "101;ALPHA;5;02.03.2026\n102;BETA;2;13.03.2026\n103;ALPHA;4;14.03.2026\n"
Map = Callable[..., AppTest]


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    st.cache_data.clear()
    monkeypatch.setattr(page_context, "ROOT", tmp_path)
    own = Warehouse(tmp_path, "Nordwind")
    land([DroppedFile("", "organisation.toml", SETTINGS.encode())], own, who="tests")
    return own


@pytest.fixture
def open_map(warehouse: Warehouse) -> Map:
    """Open the page with a file that was refused before."""

    def opened(text: str, name: str = "export.csv") -> AppTest:
        app = start(organisation=warehouse.organisation)
        app.session_state[FILE] = DroppedFile("", name, text.encode())
        return visit(app, "mapping")

    return opened


def choose(app: AppTest, label: str, option: object) -> AppTest:
    return next(box for box in app.selectbox if box.label == label).select(option).run()


def map_orders(app: AppTest) -> AppTest:
    app = choose(app, "What the file contains", "order_lines")
    fields = ("Order ref", "Product code", "Quantity", "Quantity moved", "Date moved", "Invoice date")
    columns = dict(zip(fields, (0, 1, 2, 2, 3, 3), strict=True))
    for label, column in columns.items():
        app = choose(app, label, column)
    return app


def position(text: str, header: str) -> int:
    row = next(line for line in text.splitlines() if header in line)
    return row.split(";").index(header)


def can_save(app: AppTest) -> bool:
    return not next(button for button in app.button if button.label.startswith("Save the mapping")).disabled


def test_a_foreign_ledger_is_mapped_saved_and_landed(open_map: Map, warehouse: Warehouse) -> None:
    app = open_map(LEDGER)
    assert not app.exception
    assert "Guess: the only column of dates" in words(app)
    assert "Guess: the month of most dates" in words(app)
    app = choose(app, "Account code", None)
    assert not can_save(app)
    app = choose(app, "Account code", position(LEDGER, "Konto"))
    assert "fit the role of 2 accounts" in words(app)
    assert can_save(app), words(app)
    app = press(app, "Save the mapping")
    assert not app.exception
    mapping = list_mappings(warehouse)[0]
    assert (mapping.date_order, mapping.decimal_mark, mapping.version) == ("day-first", "comma", 1)
    record = warehouse.head().of("ledger_entries", "2026-03")[0]
    assert (record.rows, record.reading["mapping"]) == (4, mapping.title)
    assert f"with the mapping {mapping.title}" in words(app)


def test_a_file_of_blanks_is_refused_in_a_sentence(open_map: Map) -> None:
    app = open_map(",,,\n" * 9)
    assert "This file is empty. Export the report again." in words(app)
    assert "Something went wrong" not in words(app)


def test_a_saved_mapping_fills_the_form_of_a_file_that_it_no_longer_reads(open_map: Map, warehouse: Warehouse) -> None:
    app = choose(open_map(LEDGER), "Account code", position(LEDGER, "Konto"))
    press(app, "Save the mapping")
    changed = LEDGER.replace("1.190,00", "1,190.00").replace("500,00", "500.00")
    app = open_map(changed, "other.csv")
    assert "Guess: the only column of dates" not in words(app)
    assert "does not have a decimal comma, as the mapping says" in words(app)
    app = choose(app, "Amounts are written", "point")
    assert can_save(app), words(app)
    press(app, "Save the mapping")
    assert [(mapping.version, mapping.decimal_mark) for mapping in list_mappings(warehouse)] == [(2, "point")]


def test_a_column_of_sides_is_shown_with_what_its_texts_mean(open_map: Map) -> None:
    text = "Buchungstag;Konto;Betrag;Kz\n13.03.2026;1400;1.190,00;S\n13.03.2026;8400;1.190,00;H\n"
    text += "14.03.2026;1400;90,00;S\n14.03.2026;8400;90,00;H\n"
    app = open_map(text)
    assert can_save(app), words(app)


def test_the_sign_of_one_amount_column_is_taken_from_known_accounts(open_map: Map) -> None:
    app = choose(open_map(SIGNED), "Account code", position(SIGNED, "Konto"))
    assert "This is what the accounts in the settings show." in words(app)
    assert can_save(app), words(app)


def test_a_ledger_that_is_recognised_only_to_be_refused_is_read_with_its_mapping(
    open_map: Map, warehouse: Warehouse
) -> None:
    text = "Date,Account,Ref,Amount\n2026-03-02,8400,SO-1,-119.00\n2026-03-02,1400,SO-1,119.00\n"
    text += "2026-03-13,5000,SO-1,50.00\n2026-03-13,1200,SO-1,-50.00\n"
    app = open_map(text)
    assert "are read with the mapping instead" in words(app)
    assert can_save(app), words(app)
    press(app, "Save the mapping")
    mapping = list_mappings(warehouse)[0]
    assert (mapping.positive, mapping.instead_of) == ("debit", "ledger.one_amount")
    assert warehouse.head().of("ledger_entries", "2026-03")[0].reading["mapping"] == mapping.title


def test_the_sign_is_asked_if_no_account_is_known(open_map: Map) -> None:
    text = SIGNED.replace("8400", "8401").replace("5000", "5001")
    app = choose(open_map(text), "Account code", position(text, "Konto"))
    assert not can_save(app)
    assert "whether a positive amount is a debit or a credit" in words(app)


def test_open_formats_are_asked(open_map: Map) -> None:
    text = "Payment Date,Order Ref,Betrag,Batch Reference\n02/03/2026,SO-1,1.500,B1\n03/03/2026,SO-2,2.250,B1\n"
    app = open_map(text)
    assert "Guess: the month of most dates" not in words(app)
    app = choose(app, "Month of the file", "2026-03")
    assert "may have a decimal point or a decimal comma" in words(app)
    app = choose(app, "Amounts are written", "comma")
    assert "can be read day-first or month-first" in words(app)
    app = choose(app, "Dates are written", "day-first")
    assert can_save(app), words(app)


def test_rows_that_nobody_knows_are_asked_about(open_map: Map) -> None:
    text = LEDGER + "Gesamtwert;;;1.690,00;1.690,00\n"
    app = choose(open_map(text), "Account code", position(text, "Konto"))
    assert "Gesamtwert" in words(app)
    assert not can_save(app)
    app = choose(app, "are", "grand-total")
    assert can_save(app), words(app)


def test_a_title_is_not_taken_for_the_first_row(open_map: Map) -> None:
    assert "no headers: line 2 has values like the lines below it" in words(open_map(f"Orders of March;;;\n{ORDERS}"))


def test_a_remark_at_the_end_is_asked_about(open_map: Map) -> None:
    app = map_orders(open_map(f"{ORDERS}3 records;;;\n"))
    assert not can_save(app)
    app = choose(app, "are", "ignored")
    assert can_save(app), words(app)


def test_a_refused_upload_leads_here(open_map: Map, warehouse: Warehouse) -> None:
    from pages.data.uploads.intake import Intake  # noqa: PLC0415 - the page module is read by Streamlit as well

    file = DroppedFile("", "export.csv", LEDGER.encode())
    app = start(organisation=warehouse.organisation)
    app.session_state["intake"] = Intake(warehouse.organisation, tuple(land([file], warehouse)), unread=(file,))
    app = press(visit(app, "upload"), "Map its columns")
    assert not app.exception
    assert [box for box in app.selectbox if box.label == "Line with the headers"]


def test_nobody_guesses_what_a_file_contains_from_few_columns(open_map: Map) -> None:
    app = open_map("Depot,SKU code,Qty in hand,Unit cost\nLeeds,SK1,75,52.58\nLeeds,SK2,3,62.68\n")
    asked = next(box for box in app.selectbox if box.label == "What the file contains")
    assert asked.value is None
    assert "cannot be read" not in words(app)
    asked.set_value("stock_valuation_lines").run()
    assert not app.exception
    assert "Product Code" in [box.label for box in app.selectbox]


def test_the_month_of_most_dates_fills_the_question_although_it_was_asked_before(open_map: Map) -> None:
    app = open_map("No;Jour;Somme;Lot\nC-1;13.03.2026;5,00;B\nC-2;14.03.2026;7,00;B\n")
    app = choose(app, "What the file contains", "payments")
    app = choose(app, "Batch Reference", None)
    assert find_month(app) is None
    assert find_month(choose(app, "Batch Reference", 3)) == "2026-03"


def find_month(app: AppTest) -> str | None:
    return next(box for box in app.selectbox if box.label == "Month of the file").value


def test_a_line_of_values_is_not_taken_for_headers(open_map: Map) -> None:
    app = choose(open_map(ORDERS), "Line with the headers", 0)
    assert "Line 1 contains values, not headers." in words(app)


def test_a_file_without_headers_is_mapped_by_the_numbers_of_its_columns(open_map: Map, warehouse: Warehouse) -> None:
    app = map_orders(open_map(ORDERS))
    assert not app.exception
    assert "This file seems to have no headers: line 1 has values like the lines below it." in words(app)
    assert "Make sure of line 1: Order ref 101" in words(app)
    assert can_save(app), words(app)
    app = press(app, "Save the mapping")
    assert not app.exception
    mapping = list_mappings(warehouse)[0]
    assert (mapping.name, mapping.kinds) == ("export", ("whole numbers", "text", "whole numbers", "dates"))
    assert warehouse.head().of("order_lines", "2026-03")[0].rows == 3
    following = "104;ALPHA;7;03.04.2026\n105;BETA;1;14.04.2026\n"
    card = land([DroppedFile("", "next.csv", following.encode())], warehouse, "2026-04", "ann")[0]
    assert (card.status, card.rows) == ("landed", 2)


def test_a_saved_mapping_of_columns_says_why_it_does_not_fit(open_map: Map) -> None:
    press(map_orders(open_map(ORDERS)), "Save the mapping")
    app = open_map("104;7;2;03.04.2026\n105;9;1;14.04.2026\n106;5;1;14.04.2026\n", "other.csv")
    assert "does not fit this one: Column 2 contains only whole numbers instead of text" in words(app)
    assert "The fields below start from it." in words(app)


def test_a_mapping_is_forgotten(open_map: Map, warehouse: Warehouse) -> None:
    press(map_orders(open_map(ORDERS)), "Save the mapping")
    app = open_map(ORDERS)
    app = press(app, "Forget it")
    assert not app.exception
    assert list_mappings(warehouse) == []


def test_a_file_that_holds_no_figures_of_a_month_is_not_needed(open_map: Map) -> None:
    app = open_map("1492;AUSTRALI1;Australia Bike\n1494;ALLENSON1;Allenson Cycles\n1496;ADVANCED1;Advanced\n")
    assert "Tieout does not need it" in words(app)
    assert not [button for button in app.button if button.label.startswith("Save the mapping")]


def test_amounts_with_many_decimals_are_previewed(open_map: Map) -> None:
    app = open_map("No;Jour;Somme;Lot\nC-1;13.03.2026;5,1234;B\nC-2;14.03.2026;7,00;B\n")
    app = choose(choose(app, "What the file contains", "payments"), "Batch Reference", 3)
    assert not app.exception
    assert "First rows as they will be stored" in words(app)
    assert "Something went wrong" not in words(app)
