"""Before the exports of a signed month change, the page says what is signed, and afterwards what is not current."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from close.commands.command import main
from close.signing import signoff
from close.signing.standing import PREPARER
from close.store.audit_log import AuditLog
from close.store.seals import list_at_stake
from close.store.warehouse import Warehouse
from close.work.current_exports import take_back
from loaders import land
from loaders.command import list_suspended
from pages.parts.frame import page_context
from pages.signoff.log.entries import list_entries
from tests.given.landings import landing, sale, settings
from tests.given.screens import start, visit
from tests.pages.conftest import FAULTY
from tests.pages.screen import Open, press, words
from tests.pages.test_exports import record_of, upload

PERIOD = "2026-03"


@pytest.fixture
def warehouse_of_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    """Return a month whose first file was replaced by a second one, and whose sales are signed."""
    monkeypatch.setattr(page_context, "ROOT", tmp_path)
    st.cache_data.clear()
    books = Warehouse(tmp_path, "Ash & Co")
    books.land([settings(), landing("sales_documents", [sale("S-1")], name="first.csv")], "ada")
    books.land([landing("sales_documents", [sale("S-1", sales=11)], name="second.csv")], "ada")
    signoff.sign(books, PERIOD, "sales_and_credits", "ada", PREPARER)
    return books


@pytest.fixture
def opened(warehouse_of_two: Warehouse) -> Callable[..., AppTest]:
    return lambda **parameters: visit(start(organisation="ash-co", period=PERIOD, **parameters), "landings")


def select(app: AppTest, name: str) -> AppTest:
    key = next(key for frame in app.dataframe if (key := frame.key or "").startswith("landings-"))
    table = next(frame.value for frame in app.dataframe if frame.key == key)
    row = table["File"].tolist().index(name)
    app.session_state[key] = {"selection": {"rows": [row], "columns": [], "cells": []}}
    return app.run()


def test_an_empty_note_is_refused_at_its_field(opened: Callable[..., AppTest]) -> None:
    app = press(select(opened(), "second.csv"), "Take back")
    assert "Enter a note: taking back an upload needs one." in words(app)
    field = next(field for field in app.text_input if field.label == "Note")
    assert any(f'data-field="{field.key}"' in element.proto.body for element in app.get("html"))


def test_the_number_of_files_is_that_of_the_list_and_of_the_audit_log(
    warehouse_of_two: Warehouse, opened: Callable[..., AppTest]
) -> None:
    app = opened()
    listed = next(frame.value for frame in app.dataframe if (frame.key or "").startswith("landings-"))
    assert (app.metric[0].value, app.metric[0].label) == ("2", "Current files: 1 export, 1 with settings")
    assert len(listed) == 2
    snapshot = next(entry for entry in list_entries(warehouse_of_two) if entry.subject == "Snapshot 2")
    assert snapshot.after == "2 current files"


def test_taking_back_says_what_is_signed_and_offers_the_former_file(
    warehouse_of_two: Warehouse, opened: Callable[..., AppTest]
) -> None:
    app = select(opened(), "second.csv")
    assert "Signed from these data are March 2026: 1 step or report." in words(app)
    next(field for field in app.text_input if field.label == "Note").input("wrong branch")
    press(app, "Take back")
    assert not app.exception
    assert "What it had replaced, first.csv, is not current again." in words(app)
    assert not warehouse_of_two.head().of("sales_documents")
    assert "Make first.csv current again" in [button.label for button in opened().button]  # on a later visit as well
    press(opened(), "Make first.csv current again")
    assert [record.file_name for record in warehouse_of_two.head().of("sales_documents")] == ["first.csv"]
    assert AuditLog(warehouse_of_two).events()[-1].note == "instead of second.csv, which was taken back"
    assert "is not current again" not in words(opened())


def test_the_former_file_is_offered_until_another_export_comes(
    warehouse_of_two: Warehouse, opened: Callable[..., AppTest]
) -> None:
    (record,) = warehouse_of_two.head().of("sales_documents")
    take_back(warehouse_of_two, record.landing, "ada", "wrong branch")
    warehouse_of_two.land([landing("stock_adjustments", [], name="other.csv")], "ada")
    assert "Make first.csv current again" in [button.label for button in opened().button]
    warehouse_of_two.land([landing("sales_documents", [sale("S-1", sales=12)], name="third.csv")], "ada")
    assert "is not current again" not in words(opened())


def test_accepting_an_upload_says_what_is_signed(open_page: Open, writable: Path, months: list[str]) -> None:
    books, record = Warehouse(writable, FAULTY), record_of(writable, "cogs_entries", months[-1])
    signoff.sign(books, months[-1], "cogs_breakdown", "Ann", PREPARER)
    lines = books.original(record.sha256).decode("utf-8-sig").splitlines(keepends=True)
    app = open_page("upload", period=months[-1])
    broken = [*lines[:5], lines[5].replace("/2026", "/20x6", 1), *lines[6:]]
    upload(app, (record.file_name, "".join(broken).encode()))
    press(app, "Upload it without this row")
    assert "This suspends the signature on every figure that it changes." in words(app)


def test_only_what_reads_the_data_is_at_stake(warehouse_of_two: Warehouse) -> None:
    (found,) = list_at_stake(warehouse_of_two, "2026-01", ["sales_documents"])
    assert (found.period, found.subjects, found.is_sealed) == (PERIOD, frozenset({"sales_and_credits"}), False)
    assert not list_at_stake(warehouse_of_two, "2026-04", ["sales_documents"])
    assert not list_at_stake(warehouse_of_two, PERIOD, ["ledger_entries"])
    signoff.retract(warehouse_of_two, 1, "ada", "too early")
    assert not list_at_stake(warehouse_of_two, PERIOD, ["sales_documents"])


def test_the_commands_say_what_is_signed_and_what_is_not_current(
    warehouse_of_two: Warehouse, capsys: pytest.CaptureFixture[str]
) -> None:
    (record,) = warehouse_of_two.head().of("sales_documents")
    options = ["--warehouse", str(warehouse_of_two.root), "--organisation", "Ash & Co"]
    assert main(["take-back", record.landing[:12], "--who", "ada", "--note", "wrong branch", *options]) == 0
    out = capsys.readouterr().out
    assert "Signed from these data are March 2026: 1 step or report." in out
    assert "first.csv, which it had replaced, is not current again." in out
    command = next(line.split() for line in out.splitlines() if line.startswith("  tieout make-current"))
    assert main(["make-current", command[2], "--who", "ada", "--note", "the right one", *options]) == 0
    assert "Signed from these data are March 2026" in capsys.readouterr().out
    assert [record.file_name for record in warehouse_of_two.head().of("sales_documents")] == ["first.csv"]
    (card,) = land([("", "first.csv", b"")], warehouse_of_two, PERIOD, who="ada")
    assert not list_suspended(warehouse_of_two, [card])
    landed = replace(card, status="landed", period=PERIOD, file_name="first.csv")
    assert "tieout signatures --period 2026-03" in list_suspended(warehouse_of_two, [landed])[0]
