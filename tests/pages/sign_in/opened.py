"""The dashboard as a user opens it whom a provider identifies, and the organisations in these tests."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from pages.parts.frame.navigation import PAGES

ROOT = Path(__file__).parents[3]
ADA, ROOT_USER, EVE = "ada@ash.example", "root@ash.example", "eve@elsewhere.example"
HERS, OTHERS, NOBODYS = "ash", "beech", "cedar"
PERIOD = "2026-03"


def open_as(user: dict[str, object] | None, page: str = "", **parameters: str) -> AppTest:
    """Open the dashboard as a user known to a provider, or without a provider if None."""
    app = AppTest.from_file(ROOT / "app.py", default_timeout=180)
    if user is not None:
        app.user = user
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    return app.switch_page(str(PAGES[page].path)).run() if page else app


def ada(**claims: object) -> dict[str, object]:
    return {"is_logged_in": True, "email": ADA, **claims}
