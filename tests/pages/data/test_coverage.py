"""Coverage: the matrix counts what is there, names what is missing, and opens a cell down to its uploads."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from close.signing import builds
from close.store.audit_log import AuditLog
from close.store.warehouse import Warehouse
from close.work.current_exports import take_back
from pages.parts.frame.naming import BOX
from tests.given.landings import landing, purchase, sale, settings
from tests.given.screens import open_page
from tests.pages.screen import press, words

PERIOD = "2026-03"


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    monkeypatch.setattr(builds, "start", lambda *_: None)
    warehouse = Warehouse(tmp_path, "Ash & Co")
    sales = landing("sales_documents", [sale("S-1"), sale("S-2")], PERIOD, "first.csv")
    early = landing("purchase_documents", [purchase("P-1")], PERIOD, "early.csv", lag=-2)
    warehouse.land([settings(), sales, early], "ada")
    warehouse.land([landing("sales_documents", [sale("S-1", sales=11)], PERIOD, "second.csv")], "ben")
    return warehouse


@pytest.fixture
def app(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    return open_page(warehouse.root, warehouse.organisation, PERIOD, "coverage", monkeypatch)


def matrix(app: AppTest):
    return next(frame for frame in app.dataframe if (frame.key or "").startswith("coverage-"))


def select_cell(app: AppTest, row: int, heading: str) -> AppTest:
    app.session_state[str(matrix(app).key)] = {"selection": {"rows": [], "columns": [], "cells": [(row, heading)]}}
    return app.run()


def row_of(app: AppTest, month: str) -> int:
    return list(matrix(app).value["Month"]).index(month)


def test_a_cell_shows_rows_and_freshness(app: AppTest) -> None:
    march = matrix(app).value.set_index("Month").loc["March 2026"]
    assert march["Sales"] == "1 · 4 days"
    assert march["Purchases"] == "1 · too early"
    assert march["COGS"] == "missing"
    assert app.metric[0].value == "2 of 9"


def test_settings_alone_do_not_make_a_month(app: AppTest, warehouse: Warehouse) -> None:
    warehouse.land([settings("2024-01")], "ada")
    assert row_of(app.run(), "March 2026") == len(matrix(app).value) - 1


def test_gaps_say_where_to_click_and_what_depends_on_them(app: AppTest) -> None:
    shown = words(app)
    assert "In Cin7 Omni, export Insights > Standard Reports > COGS Breakdown." in shown
    assert "2 steps cannot tell, or can tell less, without it: SY5 Check that sales have COGS · SY6" in shown.replace(
        "*", ""
    )
    assert "At least one file was exported before March 2026 was over. Export it again." in shown
    assert "In the ledger, export in Xero, Accounting > Reports > Account Transactions" in shown


def test_a_cell_opens_its_uploads_and_takes_one_back(app: AppTest, warehouse: Warehouse) -> None:
    select_cell(app, row_of(app, "March 2026"), "Sales")
    listed = next(frame for frame in app.dataframe if (frame.key or "").startswith("uploads-"))
    assert list(listed.value["File"]) == ["second.csv", "first.csv"]
    assert list(listed.value["State"]) == ["Current", "Replaced"]
    app.text_input(key=BOX).set_value("ann")
    app.session_state[str(listed.key)] = {"selection": {"rows": [1], "columns": [], "cells": []}}
    app.run()
    reason = next(field for field in app.text_input if (field.key or "").startswith("why-"))
    reason.set_value("the newer export was filtered").run()
    press(app, "Make current")
    assert not app.exception
    assert "Made current: first.csv" in words(app)
    assert [record.file_name for record in warehouse.head().of("sales_documents")] == ["first.csv"]
    (event,) = AuditLog(warehouse).events()
    assert (event.who, event.note) == ("ann", "the newer export was filtered")


def test_a_reason_is_required(app: AppTest, warehouse: Warehouse) -> None:
    number = warehouse.head().number
    select_cell(app, row_of(app, "March 2026"), "Sales")
    listed = next(frame for frame in app.dataframe if (frame.key or "").startswith("uploads-"))
    app.text_input(key=BOX).set_value("ann")
    app.session_state[str(listed.key)] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app.run()
    assert "What it replaced stays replaced: first.csv." in words(app)
    press(app, "Take back")
    assert "Enter a note" in words(app)
    assert "Note" in [field.label for field in app.text_input]
    assert warehouse.head().number == number


def test_an_unknown_export_date_is_not_called_fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    undated = landing("sales_documents", [sale("S-1")], PERIOD, "first.csv")
    warehouse.land([settings(), type(undated)(**{**vars(undated), "exported_on": None})], "ada")
    app = open_page(tmp_path, warehouse.organisation, PERIOD, "coverage", monkeypatch)
    shown = matrix(app).value.set_index("Month").loc["March 2026"]["Sales"]
    assert shown == "1 · undated"


def test_snapshots_show_who_took_an_upload_back(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    (record,) = warehouse.head().of("sales_documents")
    take_back(warehouse, record.landing, "ann", "wrong month")
    app = open_page(warehouse.root, warehouse.organisation, PERIOD, "landings", monkeypatch)
    assert not app.exception
    snapshots = next(frame.value for frame in app.dataframe if "Snapshot (UTC)" in frame.value.columns)
    newest = snapshots.iloc[0]
    assert newest["Snapshot (UTC)"].endswith(" · ann · number 3")
    assert newest.isna()["Became current"]
    assert newest["No longer current"] == "March 2026: second.csv"
    app.toggle[0].set_value(True).run()
    listed = next(frame.value for frame in app.dataframe if "State" in frame.value.columns)
    assert set(listed["State"]) == {"Current", "Replaced", "Taken back"}


def test_a_branch_that_was_taken_back_is_not_called_complete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    north = landing("sales_documents", [sale("N-1")], PERIOD, "north.csv")
    south = landing("sales_documents", [sale("S-1")], PERIOD, "south.csv")
    warehouse.land([settings(), north, south], "ada")
    gone = next(record for record in warehouse.head().of("sales_documents") if record.file_name == "north.csv")
    take_back(warehouse, gone.landing, "ann", "filtered")
    app = open_page(tmp_path, warehouse.organisation, PERIOD, "coverage", monkeypatch)
    assert matrix(app).value.set_index("Month").loc["March 2026"]["Sales"] == "1 · a file taken back"
    assert "north.csv was taken back, and no other file has been uploaded since" in words(app)
    assert "1 with a file taken back" in words(app)
    warehouse.land([landing("sales_documents", [sale("N-1"), sale("N-2")], PERIOD, "again.csv")], "ada")
    assert matrix(app.run()).value.set_index("Month").loc["March 2026"]["Sales"] == "3 · 4 days"
