"""The page of trials: corrections are set, their effect is shown, changes are listed, and nothing is left behind."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1.element_tree import TextInput

from close.months import month
from close.rules.answers import Answer
from close.store.warehouse import Warehouse
from close.store.witness.acts import TRIALS
from close.texts import say_date
from close.work.corrections import VOID
from pages.parts.frame.page_context import PageContext
from pages.worklist.trial import values
from tests.pages.conftest import FAULTY
from tests.pages.screen import Open, press, table_of, words

FILL = "Fill blank accounting dates"


def test_corrections_are_tried_and_listed(
    open_page: Open, warehouse: Path, months: list[str], answer: Callable[..., Answer]
) -> None:
    head = Warehouse(warehouse, FAULTY).head().number
    undated = next(row for row in answer("correctable").table.to_pylist() if row["missing_fields"] == "Invoice Date")
    app = open_page("what_if", period=months[-1], **{"what-if": undated["ref"]})
    assert "Nothing has been changed in Omni or in your files" in words(app)
    assert "Set a value above" in words(app)
    app = press(press(app, FILL), "Show the effect")
    assert not app.error
    (change,) = table_of(app, "Screen", "Field").to_dict("records")
    assert (change["Reference"], change["Field"]) == (undated["ref"], "Invoice Date")
    assert change["Change to"] == say_date(undated["move_date"])
    figures = {row["Figure"]: row for row in table_of(app, "Figure", "Change").to_dict("records")}
    assert figures["Missing fields"]["Change"] == "-1"
    assert "Omni valuation" not in figures
    app = app.toggle(key="what-if-all").set_value(True).run()
    figures = {row["Figure"]: row for row in table_of(app, "Figure", "Change").to_dict("records")}
    assert figures["Omni valuation"]["Change"] == "0.00"
    assert "the gap" in words(app)
    assert undated["cause_id"] in " ".join(table_of(app, "Cause", "Between")["Cause"])
    assert (Warehouse(warehouse, FAULTY).head().number, list((warehouse / TRIALS).iterdir())) == (head, [])
    app = press(app, "Yes: remove all corrections")
    assert "Set a value above" in words(app)


def test_dates_that_stock_moved_are_never_filled(
    open_page: Open, months: list[str], answer: Callable[..., Answer]
) -> None:
    rows = answer("correctable").table.to_pylist()
    still = [row["ref"] for row in rows if row["move_date"] is None and row["acct_date"]]
    assert {row["ref"] for row in rows if row["cause_id"] == "P24"} & {*still}
    app = press(open_page("what_if", period=months[-1], **{"what-if": ",".join(still)}), FILL)
    assert "Set a value above" in words(app)
    changes = table_of(press(open_page("what_if", period=months[-1]), FILL), "Screen", "Field")
    assert {*changes["Field"]} <= {row["_acct_field"] for row in rows}


def test_the_accounting_dates_of_documents_to_be_voided_are_not_filled(
    warehouse: Path, months: list[str], answer: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(st, "session_state", {})
    there = Warehouse(warehouse, FAULTY)
    context, rows = PageContext(there, months[-1], there.head()), answer("correctable").table.to_pylist()
    bought = next(r for r in rows if r["doc_type"] == "PO" and r["move_date"] and r["acct_date"] is None)
    values.fill_accounting_dates(context, [{**bought, "cause_id": "P24"}])
    assert not values.list_corrections(context)
    values.set_value(context, bought, "stage", VOID)
    values.fill_accounting_dates(context, [bought])
    assert [each.column for each in values.list_corrections(context)] == ["po_status"]
    values.clear(context)
    values.fill_accounting_dates(context, [bought])
    assert [each.value for each in values.list_corrections(context)] == [bought["move_date"]]


def test_a_date_before_the_open_month_is_warned_of_and_the_first_day_is_offered(
    open_page: Open, months: list[str], answer: Callable[..., Answer]
) -> None:
    start = month(months[-1]).start
    rows = answer("correctable").table.to_pylist()
    late = next(row for row in rows if row["acct_date"] is None and row["move_date"] and row["move_date"] < start)
    app = open_page("what_if", period=months[-1], **{"what-if": late["ref"]})
    assert not app.warning
    app = press(app, FILL)
    assert f"figures of {late['move_date']:%B %Y} change: {late['ref']}" in words(app)
    app = press(app, f"Use {say_date(start)}")
    assert not app.warning
    (change,) = table_of(app, "Screen", "Field").to_dict("records")
    assert change["Change to"] == say_date(start)


def test_a_document_without_a_field_to_correct_is_named(open_page: Open, months: list[str]) -> None:
    app = open_page("what_if", period=months[-1], **{"what-if": "NO-SUCH-1"})
    assert "NO-SUCH-1 has no field to correct" in words(app)


def test_a_corrected_export_is_tried_and_a_damaged_one_is_named(
    open_page: Open, warehouse: Path, months: list[str]
) -> None:
    company = Warehouse(warehouse, FAULTY)
    head = company.head().number
    (record,) = company.head().of("stock_adjustments", months[-1])
    dates = re.sub(rb"(?m)^([^,]*,AJ-.*),[0-9/]+,[0-9/]+,", rb"\1,,,", company.original(record.sha256))
    app = open_page("what_if", period=months[-1])
    app.file_uploader[0].upload("damaged.csv", b"no,export\n1,2\n", "text/csv")
    app.file_uploader[0].upload(record.file_name, dates, "text/csv")
    app = press(app.run(), "Show the effect")
    assert [error.value.replace("\\", "").split(":")[0] for error in app.error] == ["damaged.csv"]
    figures = {row["Figure"]: row for row in table_of(app, "Figure", "Change").to_dict("records")}
    assert int(figures["Missing fields"]["Change"]) > 0
    assert company.head().number == head


def test_a_cost_is_corrected_in_omni_and_tried_with_an_export(
    open_page: Open, months: list[str], answer: Callable[..., Answer]
) -> None:
    rows = {row["cause_id"]: row for row in answer("correctable").table.to_pylist()}
    app = open_page("what_if", period=months[-1], **{"what-if": rows["S10"]["ref"]})
    assert "none of the fields below corrects" in words(app)
    assert "try an export that was taken after the correction" in words(app)
    (shown,) = [option for option in app.multiselect[0].options if option.startswith(f"{rows['S10']['ref']} ")]
    assert f"{rows['S10']['amount']:,}" in shown
    assert "(S10)" in shown
    dated = open_page("what_if", period=months[-1], **{"what-if": rows["P05"]["ref"]})
    assert "none of the fields" not in words(dated)


def test_the_sync_is_offered_once_a_document_is_ready(
    open_page: Open, months: list[str], answer: Callable[..., Answer]
) -> None:
    row = next(r for r in answer("correctable").table.to_pylist() if r["cause_id"] == "S05" and r["acct_date"])
    app = open_page("what_if", period=months[-1], **{"what-if": row["ref"]})
    status = next(field for field in app.selectbox if field.label == "Accounting Invoice Status")
    app = press(status.set_value("IMPORTED").run(), "Show the effect")
    assert "Omni posts" in " ".join(found.value for found in app.success)
    app = app.toggle(key="what-if-all").set_value(True).run()
    figures = {found["Figure"]: found for found in table_of(app, "Figure", "Change").to_dict("records")}
    assert figures["Unexplained"]["Change"] == "0.00"
    (change,) = table_of(app, "Screen", "Field").to_dict("records")
    assert (change["Field"], change["Screen"]) == ("Sync", "Accounting dashboard > Sales")


def test_each_field_has_the_name_in_omni_and_an_editor_of_its_kind(
    open_page: Open, months: list[str], answer: Callable[..., Answer]
) -> None:
    rows = answer("correctable").table.to_pylist()
    bought, sold = (next(row for row in rows if row["doc_type"] == kind) for kind in ("PO", "SO"))
    app = open_page("what_if", period=months[-1], **{"what-if": f"{bought['ref']},{sold['ref']}"})
    assert {field.label for field in app.date_input} >= {"Fully Received Date", "Invoice Date", "Fully Dispatched Date"}
    assert [field.label for field in app.text_input if field.label.startswith("Supplier")] == ["Supplier Inv No"]
    assert {field.label for field in app.selectbox} >= {"Accounting Status", "Stage", "Accounting Invoice Status"}

    def number() -> TextInput:
        return next(field for field in app.text_input if field.label == "Supplier Inv No")

    app = number().set_value("31/03/2026").run()
    assert "is a date. Enter the number itself" in words(app)
    assert "Set a value above" in words(app)
    app = number().set_value("INV-31").run()
    (change,) = table_of(app, "Screen", "Field").to_dict("records")
    assert (change["Reference"], change["Change to"]) == (bought["ref"], "INV-31")
