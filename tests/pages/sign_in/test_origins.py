"""Pages of other origins get no connection, and the server contacts nobody to decide that."""

import importlib

import pytest
from streamlit import net_util
from streamlit.web.server.starlette.starlette_websocket import _is_origin_allowed


@pytest.mark.parametrize(
    ("origin", "is_allowed"), [("http://localhost:8501", True), ("https://evil.example", False), ("null", False)]
)
def test_a_page_of_another_origin_is_refused_without_asking_anybody(
    monkeypatch: pytest.MonkeyPatch, origin: str, is_allowed: bool
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(net_util, "_make_blocking_http_get", lambda url, **_: asked.append(url))
    importlib.import_module("pages.parts.frame.guard")  # as app.py does before the server starts
    assert _is_origin_allowed(origin, "localhost:8501") is is_allowed
    assert asked == []
