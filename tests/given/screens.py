"""A dashboard page on a handmade warehouse."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest, local_script_runner
from streamlit.testing.v1.local_script_runner import LocalScriptRunner
from streamlit.util import calc_hash

from pages.parts.frame import page_context, people
from pages.parts.frame.navigation import PAGES

USER = "Tess"
APP = Path(__file__).parents[2] / "app.py"


def _await_end(runner: LocalScriptRunner, timeout: float = 3) -> None:
    """Wait until a page is drawn. Streamlit's own tests look every millisecond, which slows the page down."""
    assert runner._script_thread
    runner._script_thread.join(timeout)
    assert runner.script_stopped(), f"The page was not drawn within {timeout} s."


local_script_runner.require_widgets_deltas = _await_end


def open_page(
    root: Path, organisation: str, period: str, page: str, monkeypatch: pytest.MonkeyPatch, **parameters: str
) -> AppTest:
    """Open a page by its name, for an organisation and a month. Further arguments are parameters in the address."""
    monkeypatch.setattr(page_context, "ROOT", root)
    st.cache_data.clear()
    return visit(start(organisation=organisation, period=period, **parameters), page)


def start(**parameters: str) -> AppTest:
    """Begin a session of a user with a name, with these parameters in the address, before anything is drawn."""
    app = AppTest.from_file(APP, default_timeout=180)
    app.session_state[people.TYPED] = USER
    for name, value in parameters.items():
        app.query_params[name] = value
    return app


def visit(app: AppTest, page: str) -> AppTest:
    """Draw a page first of all, as a link does: `switch_page` knows it only after the front page has been drawn."""
    app._page_hash = calc_hash(PAGES[page].address)
    return app.run()
