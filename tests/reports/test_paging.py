"""A list longer than a page: pages, order and totals come from the engine, and a row in the URL opens its page."""

from pathlib import Path

import pytest
from streamlit.elements.lib import policies
from streamlit.testing.v1 import AppTest

from close.store.warehouse import Warehouse
from pages.parts.widgets import paging
from tests.given.landings import landing, sale
from tests.given.screens import open_page
from tests.pages.screen import table, words

PERIOD, COUNT, SIZE = "2026-03", 25, 10
NAME = "sales_and_credits"


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(paging, "SIZE", SIZE)
    sales = [sale(f"S-{number:02}", sales=number) for number in range(COUNT)]
    Warehouse(tmp_path, "long").land([landing("sales_documents", sales)], "ada")

    def opened(**parameters: str) -> AppTest:
        app = open_page(tmp_path, "long", PERIOD, NAME, monkeypatch, **parameters)
        assert not app.exception
        return app

    return opened


def orders(app: AppTest) -> list[str]:
    return list(table(app, NAME)["Reference"])


def test_a_page_of_the_list_and_the_totals_of_all(opened) -> None:
    app = opened()
    first = orders(app)
    assert len(first) == SIZE
    assert f"{COUNT} rows · Sales **300.00**" in words(app)
    app.session_state[f"page-{NAME}-1"] = 3
    last = orders(app.run())
    assert len(last) == COUNT - 2 * SIZE
    assert not {*first} & {*last}


def test_sorting_starts_again_on_the_first_page(opened) -> None:
    app = opened()
    app.session_state[f"page-{NAME}-1"] = 2
    app.run().selectbox(key=f"order-{NAME}").set_value("sales").run()
    assert orders(app)[:2] == ["S-24", "S-23"]
    app.toggle(key=f"descending-{NAME}").set_value(False).run()
    assert orders(app)[0] == "S-00"


def test_a_row_in_the_url_opens_its_page(opened) -> None:
    app = opened()
    app.session_state[f"page-{NAME}-1"] = 3
    wanted = orders(app.run())[-1]
    assert orders(opened(row=wanted))[-1] == wanted


def test_streamlit_has_no_warning_about_the_page(opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policies, "_shown_default_value_warning", False)  # it is shown once in a process
    assert not opened(row="S-00").warning
