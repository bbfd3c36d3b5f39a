"""Every page of an organisation without exports, with only a ledger, and with only sales: none is empty or guesses."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import sample
from close.store.warehouse import Warehouse
from loaders import land
from pages.parts.frame import page_context
from pages.parts.frame.navigation import PAGES
from tests.given.screens import start, visit
from tests.pages.screen import words

NONE, LEDGER, SALES = "none", "ledger", "sales"
STARTS = {NONE: "no file", LEDGER: "Tern_-_Account_Transactions", SALES: "Sales Orders"}
# These make sense before any export: they take files and settings.
WITHOUT_EXPORTS = ("start", "upload", "mapping", "organisation")
COMPANY = replace(sample.KESTREL, name="Tern", documents=40)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Land three organisations that differ only in the exports that they have."""
    folder, written = tmp_path_factory.mktemp("partial"), tmp_path_factory.mktemp("written")
    sample.write(sample.simulate(COMPANY, 7, 1, sample.Faults.all()), written)
    files = [file for file in sorted(written.glob("exports/*/*")) if file.suffix != ".toml"]
    for organisation, beginning in STARTS.items():
        settings = f'name = "Tern"\nperiod = "{files[0].parent.name}"\n'.encode()
        own = [("", file.name, file.read_bytes()) for file in files if file.name.startswith(beginning)]
        cards = land([("", "organisation.toml", settings), *own], Warehouse(folder, organisation), who="tests")
        assert {card.status for card in cards} == {"landed"}
    return folder


@pytest.fixture(autouse=True)
def here(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Show these organisations."""
    monkeypatch.setattr(page_context, "ROOT", root)
    st.cache_data.clear()
    yield
    st.cache_data.clear()


def buttons(app: AppTest) -> list[str]:
    return [button.label for button in app.main.button]


@pytest.mark.parametrize("page", [name for name in PAGES if name not in WITHOUT_EXPORTS])
def test_a_page_without_exports_says_which_and_where(page: str) -> None:
    app = visit(start(organisation=NONE), page)
    assert (not app.exception, not app.error, not app.metric, not app.main.dataframe) == (True,) * 4
    assert (app.title[0].value, app.header[0].value) == (PAGES[page].title, "No exports uploaded yet")
    assert " from Cin7 Omni: " in words(app)
    assert " > " in words(app)
    assert "Upload exports" in buttons(app)


@pytest.mark.parametrize("organisation", [LEDGER, SALES])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_never_states_an_amount_that_is_not_known(organisation: str, page: str) -> None:
    app = visit(start(organisation=organisation), page)
    assert not app.exception
    assert not [error.value for error in app.error if "went wrong" in error.value]
    assert words(app)
    assert not [metric.label for metric in app.metric if metric.value.split()[-1] == "0.00"]
    assert not [text.value for text in app.markdown if text.value.endswith("rows · Amount **0.00**")]
    assert not [box.value for box in app.success if "Every export" not in box.value]
    if app.header and app.header[0].value.startswith("None of the exports"):
        assert " from " in words(app)
        assert "Upload exports" in buttons(app)


def test_no_bridge_and_no_match_is_measured_without_both_sides() -> None:
    measured = next(
        line for line in words(visit(start(organisation=SALES), "signoff")).splitlines() if "Unexplained" in line
    )
    assert measured.count(" –") == 3
    assert measured.count("0.00") == 1  # the materiality
    assert "all matched" not in words(visit(start(organisation=LEDGER), "ledger_match"))
