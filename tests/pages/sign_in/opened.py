"""The dashboard as a user opens it whom a provider identifies, and the organisations in these tests."""

from streamlit.testing.v1 import AppTest

from tests.given.screens import start, visit

ADA, ROOT_USER, EVE = "ada@ash.example", "root@ash.example", "eve@elsewhere.example"
HERS, OTHERS, NOBODYS = "ash", "beech", "cedar"
PERIOD = "2026-03"


def open_as(user: dict[str, object] | None, page: str = "", **parameters: str) -> AppTest:
    """Open the dashboard as a user known to a provider, or without a provider if None."""
    app = start(**parameters)
    if user is not None:
        app.user = user
    return visit(app, page) if page else app.run()


def ada(**claims: object) -> dict[str, object]:
    return {"is_logged_in": True, "email": ADA, **claims}
