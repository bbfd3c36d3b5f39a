"""Uploads, uploaded files and organisation: an upload lands once, shows its outcome, and does not hide any failure."""

import io
import threading
import zipfile
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import sample
from close.store.datasets import DATASETS
from close.store.manifests import LandingRecord
from close.store.settings import Settings
from close.store.warehouse import Warehouse, organisations
from loaders import land
from pages.parts.frame import page_context, welcome
from pages.parts.words import say_money
from tests.given.screens import start, visit

from .conftest import FAULTY, HALF
from .screen import Open, press, words

HOSTILE = 'Öre "Quoted" & \\Sons #1 [x]'


def record_of(root: Path, dataset: str, month: str, organisation: str = FAULTY) -> LandingRecord:
    return Warehouse(root, organisation).head().of(dataset, month)[0]


def settings_of(root: Path, month: str, organisation: str = FAULTY) -> Settings:
    found = Warehouse(root, organisation).settings(month)
    assert found
    return found


def rows_of(root: Path, dataset: str, month: str) -> int:
    file = record_of(root, dataset, month).dataset(dataset)
    return file.rows if file else 0


def upload(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    for name, content in files:
        app.file_uploader[0].upload(name, content, "application/octet-stream")
    return app.run()


def test_the_same_file_again_changes_nothing(open_page: Open, writable: Path, months: list[str]) -> None:
    warehouse = Warehouse(writable, FAULTY)
    record, before = record_of(writable, "cogs_entries", months[-1]), warehouse.head().number
    app = open_page("upload", period=months[-1])
    upload(app, (record.file_name, warehouse.original(record.sha256)))
    assert not app.exception
    assert "1 unchanged" in words(app)
    assert f"{rows_of(writable, 'cogs_entries', months[-1]):,} rows" in words(app)
    assert warehouse.head().number == before


def test_files_that_wait_can_be_left_out(open_page: Open, writable: Path, months: list[str]) -> None:
    warehouse, before = Warehouse(writable, FAULTY), Warehouse(writable, FAULTY).head().number
    record = record_of(writable, "cogs_entries", months[-1])
    app = open_page("upload", period=months[-1])
    upload(app, (record.file_name, warehouse.original(record.sha256).replace(b"TILL-2366,", b"TILL-9999,")))
    press(app, "Leave out")
    assert "to answer" not in app.header[0].value
    assert warehouse.head().number == before


def test_an_upload_by_somebody_else_shows_the_changes_again(open_page: Open, writable: Path, months) -> None:
    warehouse = Warehouse(writable, FAULTY)
    record = record_of(writable, "cogs_entries", months[-1])
    original = warehouse.original(record.sha256)
    app = open_page("upload", period=months[-1])
    upload(app, (record.file_name, original.replace(b"TILL-2366,", b"TILL-9999,")))
    land([("", record.file_name, original.replace(b"TILL-2366,", b"TILL-8888,"))], warehouse, months[-1], "ben")
    number = warehouse.head().number
    press(app, "Accept")
    assert "in the meantime" in words(app)
    assert "1 to answer" in words(app)
    assert warehouse.head().number == number
    press(app, "Accept")
    assert warehouse.head().number == number + 1


def test_a_rerun_does_not_land_again(open_page: Open, writable: Path, months: list[str]) -> None:
    warehouse = Warehouse(writable, FAULTY)
    record = record_of(writable, "cogs_entries", months[-1])
    changed = warehouse.original(record.sha256).replace(b"TILL-2366,", b"TILL-9999,")
    app = open_page("upload", period=months[-1])
    upload(app, (record.file_name, changed))
    press(app, "Accept")
    number = warehouse.head().number
    app.run()
    app.selectbox(key="month-of-drop").set_value(months[-1]).run()
    assert warehouse.head().number == number
    assert not app.file_uploader[0].value


def test_a_replacement_waits_until_it_is_accepted(open_page: Open, writable: Path, months: list[str]) -> None:
    warehouse, before = Warehouse(writable, FAULTY), Warehouse(writable, FAULTY).head().number
    record = record_of(writable, "stock_adjustments", months[-1])
    lines = Warehouse(writable, FAULTY).original(record.sha256).decode("utf-8-sig").splitlines(keepends=True)
    lines[2] = lines[2].replace("AJ-", "AJ-99", 1)
    app = open_page("upload", period=months[-1])
    upload(app, (record.file_name, "".join(lines).encode()))
    assert "1 to answer" in words(app)
    assert "1 new, 0 changed, 1 no longer listed" in words(app).replace("*", "")
    assert warehouse.head().number == before
    press(app, "Accept")
    assert not app.exception
    assert warehouse.head().number == before + 1
    assert f"Replaces {record.file_name}." in words(app)
    assert "1 new, 0 changed, 1 no longer listed" in words(app)
    assert f"Open {page_context.month_name(months[-1])}" in [link.proto.label for link in app.get("page_link")]


def test_a_refused_file_shows_its_line_and_lands_nothing(open_page: Open, writable: Path, months: list[str]) -> None:
    warehouse = Warehouse(writable, FAULTY)
    record, before = record_of(writable, "cogs_entries", months[-1]), warehouse.head().number
    lines = warehouse.original(record.sha256).decode("utf-8-sig").splitlines(keepends=True)
    cells = lines[2].split(",")
    lines[2] = ",".join([*cells[:3], "twelve", *cells[4:]])
    app = open_page("upload", period=months[-1])
    upload(app, (record.file_name, "".join(lines).encode()))
    (error,) = app.error
    assert "Line 3" in error.value.replace("\\", "")
    assert "twelve" in error.value
    assert "1 to answer" in words(app)
    assert warehouse.head().number == before


def test_an_unknown_file_is_refused_while_another_lands(open_page: Open, writable: Path, months) -> None:
    warehouse = Warehouse(writable, FAULTY)
    record = record_of(writable, "payments", months[-1])
    app = open_page("upload", period=months[-1])
    upload(app, ("notes.txt", b"a,b\n1,2\n"), (record.file_name, warehouse.original(record.sha256)))
    assert "1 unchanged" in words(app)
    assert "notes.txt" in app.error[0].value


def test_files_of_another_organisation_go_there_with_one_click(open_page: Open, writable: Path, months) -> None:
    warehouse = Warehouse(writable, FAULTY)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("organisation.toml", f'name = "Elsewhere Ltd"\nperiod = "{months[-1]}"\n')
        record = record_of(writable, "payments", months[-1])
        packed.writestr(record.file_name, warehouse.original(record.sha256))
    app = open_page("upload", period=months[-1])
    upload(app, ("Month.ZIP", archive.getvalue()))
    assert "Elsewhere Ltd" in app.warning[0].value
    press(app, "Upload them to Elsewhere Ltd")
    assert app.session_state["organisation"] == "elsewhere-ltd"
    assert {r.file_name for r in Warehouse(writable, "elsewhere-ltd").head().landings} == {
        "organisation.toml",
        record.file_name,
    }
    assert "2 read" in words(app)


def test_upload_says_what_is_missing_and_where_to_click(open_page: Open, months: list[str]) -> None:
    app = open_page("upload", HALF, period=months[-1])
    where = "File, or where to click"
    table = next(found.value for found in app.dataframe if where in found.value.columns)
    missing = table[table["Uploaded"] == "missing"]
    assert f"In Omni, {DATASETS['cogs_entries'].source}" in set(missing[where])
    assert app.metric[0].value == f"{len(table) - len(missing)} of {len(table)}"


def test_landed_opens_a_file_down_to_its_bytes(open_page: Open, warehouse: Path, months: list[str]) -> None:
    app = open_page("landings", period=months[-1])
    listed = next(found for found in app.dataframe if "SHA-256" in found.value.columns)
    app.session_state[str(listed.key)] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app.run()
    name, digest = listed.value.iloc[0]["File"], listed.value.iloc[0]["SHA-256"]
    record = next(r for r in Warehouse(warehouse, FAULTY).head().landings if r.sha256.startswith(digest))
    assert record.file_name == name
    assert record.sha256 in words(app)
    for column, total in record.totals.items():
        assert f"| Total of {column} | {say_money(total)} |" in words(app)
    assert "Original file" in [button.label for button in app.download_button]


def test_an_empty_warehouse_gets_the_sample_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_context, "ROOT", tmp_path)
    st.cache_data.clear()
    threads = [threading.Thread(target=welcome.land_sample_once) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert organisations(tmp_path) == [welcome.SAMPLE]
    head = Warehouse(tmp_path, welcome.SAMPLE).head()
    assert head.number == 1
    app = visit(start(), "upload")
    assert not app.exception
    assert app.session_state["period"] == head.periods()[-1]
    assert "made-up company" in app.sidebar.info[0].value
    st.cache_data.clear()


def test_a_sample_that_does_not_land_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_context, "ROOT", tmp_path)
    monkeypatch.setattr(sample, "write", lambda *_: None)
    app = start().run()
    assert "could not be loaded" in app.error[0].value
    assert app.header[0].value == "No exports uploaded yet"
    press(app, "Start a new organisation")
    assert app.title[0].value == "Start with your files"


def test_settings_alone_do_not_make_the_month_that_opens(open_page: Open, writable: Path, months: list[str]) -> None:
    warehouse = Warehouse(writable, FAULTY)
    app = open_page("upload", period=months[-1])
    name = settings_of(writable, months[-1]).name
    upload(app, ("organisation.toml", f'name = "{name}"\nperiod = "2031-05"\n'.encode()))
    assert "2031-05" in warehouse.head().periods()
    assert start(organisation=FAULTY).run().session_state["period"] == months[-1]


def test_files_under_a_similar_name_are_one_question(open_page: Open, writable: Path, months: list[str]) -> None:
    name = settings_of(writable, months[-1]).name
    headers = "Created Date,Order Ref,Product Code,Qty\n"
    app = open_page("upload", period=months[-1])
    app.selectbox(key="month-of-drop").set_value(months[-1]).run()
    settings = f'name = "{name.upper()} Limited"\nperiod = "{months[-1]}"\n'.encode()
    upload(app, ("organisation.toml", settings), ("notes.csv", headers.encode()))
    assert f"2 files are for “{name.upper()} Limited”, and this organisation is “{name}”." in words(app)
    assert "2 to answer" in words(app)
    assert "not read" not in app.header[0].value
    press(app, "Yes")
    assert not app.exception
    assert "Is that the same company?" not in words(app)
    assert "1 read" in words(app)
