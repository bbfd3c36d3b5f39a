"""The guided start: files first, then what they show, then at most three questions, and the month."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import sample
from close.store.warehouse import LATEST, Warehouse, organisations
from loaders import land
from loaders.intake.organisation import read_organisation
from pages.data.starting.questions import MOST
from pages.parts.frame import page_context, tour
from pages.parts.frame.naming import BOX
from pages.parts.frame.welcome import SAMPLE
from tests.given.screens import start, visit
from tests.pages.screen import press, words
from tests.pages.test_exports import settings_of, upload

NAME, HERE = "Heron & Wren Ltd", "heron-wren-ltd"
COMPANY = replace(sample.KESTREL, name=NAME, documents=40)
SHOWN = ("name", "package", "inventory_method", "currency", "date_order", "uses_pos", "uses_ecommerce", "batches_sales")
Files = list[tuple[str, bytes]]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Return a month of exports, with the settings that a person would have typed last."""
    folder = tmp_path_factory.mktemp("written")
    sample.write(sample.simulate(COMPANY, 7, 1, sample.Faults.all()), folder)
    found = sorted(folder.glob("exports/*/*"), key=lambda file: file.suffix == ".toml")
    return [(file.name, file.read_bytes()) for file in found]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a warehouse with the sample company's folder, in which nothing else has begun."""
    monkeypatch.setattr(page_context, "ROOT", tmp_path)
    st.cache_data.clear()
    settings = b'name = "Kestrel Outdoor"\nperiod = "2026-01"\n'
    land([("", "organisation.toml", settings)], Warehouse(tmp_path, SAMPLE), who="tests")
    yield tmp_path
    st.cache_data.clear()


@pytest.fixture
def page(root: Path) -> AppTest:
    return visit(start(organisation=SAMPLE, new="yes"), "start")


def typed(page: AppTest) -> list:
    """Return the fields to type in, other than the user's own name at the top."""
    return [box for box in page.main.text_input if box.key != BOX]


def test_a_month_is_right_without_typing_anything(page: AppTest, root: Path, files: Files, started: list) -> None:
    upload(page, *files[:-1])
    assert not page.exception
    assert page.session_state["organisation"] == HERE
    assert page.title[0].value == "Start"
    assert f"Files: {len(files) - 1} read" in words(page)
    assert not any(started)  # settings come first
    assert not typed(page)
    asked = [box for box in page.main.selectbox if (box.key or "").startswith("start-")]
    assert len(asked) <= MOST
    press(page, "Looks right, show")
    assert not page.exception
    assert page.title[0].value == "Overview"
    assert any(started)
    mine, told = settings_of(root, LATEST, HERE), read_organisation(files[-1][1]).settings
    assert [(role, name) for role, _, name in mine.accounts] == [(role, name) for role, _, name in told.accounts]
    assert [getattr(mine, name) for name in SHOWN] == [getattr(told, name) for name in SHOWN]


def test_a_person_can_leave_before_accepting_and_come_back(page: AppTest, root: Path, files: Files) -> None:
    upload(page, *files[:-1])
    assert settings_of(root, LATEST, HERE).accounts == ()
    again = visit(start(organisation=HERE), "start")
    assert "Latest uploads" in words(again)
    assert "Found in your files" in words(again)
    assert "Looks right, show" in [button.label[:17] for button in again.button]


def test_a_name_is_asked_for_only_if_no_file_states_it(page: AppTest, root: Path, files: Files) -> None:
    nameless = [(name, content) for name, content in files if name.startswith(("Sales Orders", "Payments"))]
    upload(page, *nameless)
    assert "What is it called?" in words(page)
    assert organisations(root) == [SAMPLE]
    typed(page)[0].input(NAME)
    press(page, "Start")
    assert not page.exception
    assert organisations(root) == [HERE, SAMPLE]
    assert settings_of(root, LATEST, HERE).name == NAME
    assert "Which program keeps the books?" in [box.label for box in page.main.selectbox]
    assert "**General ledger** from the ledger" in words(page)


def test_files_of_a_company_that_is_here_are_uploaded_there(page: AppTest, root: Path, files: Files) -> None:
    land([("", "organisation.toml", f'name = "{NAME}"\nperiod = "2026-01"\n'.encode())], Warehouse(root, HERE), who="t")
    upload(page, *files[:-1])
    assert f"These files are for {NAME}, and {HERE} is already here." in words(page)
    assert len(Warehouse(root, HERE).head().landings) == 1
    press(page, "Upload them there")
    assert page.session_state["organisation"] == HERE
    assert f"Files: {len(files) - 1} read" in words(page)


def test_the_name_of_another_company_is_no_markup_on_its_button(page: AppTest, root: Path) -> None:
    land([("", "organisation.toml", f'name = "{NAME}"\nperiod = "2026-01"\n'.encode())], Warehouse(root, HERE), who="t")
    upload(page, ("organisation.toml", b'name = "Heron & *Wren* Limited"\nperiod = "2026-01"\n'))
    assert r"It is another company: start Heron \& \*Wren\* Limited" in [button.label for button in page.button]


def test_files_of_two_companies_are_one_question(page: AppTest, root: Path, files: Files) -> None:
    ledger = next((name, content) for name, content in files if "Account_Transactions" in name)
    other = ("Other.csv", ledger[1].replace(NAME.encode(), b"Quite Another Company Ltd"))
    upload(page, ledger, other)
    assert "Your files are for 2 companies. Which one is this?" in words(page)
    press(page, "Heron")
    assert organisations(root) == [HERE, SAMPLE]
    assert "Files: 1 read · 1 not read" in words(page)


def test_the_tour_ends_for_the_session(root: Path) -> None:
    app = visit(start(organisation=SAMPLE), tour.STOPS[0].page)
    assert f"Stop 1 of {len(tour.STOPS)}" in words(app)
    press(app, "End the tour")
    assert "Stop 1" not in words(app)
    app.switch_page("pages/overview/overview.py").run()
    assert "five stops" not in words(app)


def test_the_tour_is_for_the_sample_only(root: Path, files: Files) -> None:
    land([("", *file) for file in files], Warehouse(root, HERE), who="tests")
    assert "five stops" in words(visit(start(organisation=SAMPLE), "overview"))
    assert "five stops" not in words(visit(start(organisation=HERE), "upload"))
