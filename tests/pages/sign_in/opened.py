"""The dashboard as a user opens it whom a provider identifies, and the organisations in these tests."""

from streamlit.testing.v1 import AppTest

from pages.parts.frame import people
from tests.given.screens import start, visit

ADA, ROOT_USER, EVE = "ada@ash.example", "root@ash.example", "eve@elsewhere.example"
HERS, OTHERS, NOBODYS = "ash", "beech", "cedar"
PERIOD = "2026-03"


def open_as(user: dict[str, object] | None, page: str = "", **parameters: str) -> AppTest:
    """Open the dashboard as a user known to a provider, or without a provider and without a name if None.

    With a provider, a name that was once entered must make no difference, so there is one.
    """
    app = start(**parameters)
    if user is None:
        app.session_state[people.TYPED] = ""
    else:
        app.user = user
    return visit(app, page) if page else app.run()


def ada(**claims: object) -> dict[str, object]:
    return {"is_logged_in": True, "email": ADA, "email_verified": True, **claims}
