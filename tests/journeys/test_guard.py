"""A server with sign-in: uploads, downloads and metrics need a person with a role. Pages run only their own scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from pages.parts.frame.guard import CLOSED

from .conftest import Dashboard, Visit
from .signed_in import ADA, EVE, introduce, sign_in, signed_in

FOREIGN_SCRIPT = """() => {
    const script = document.createElement("script");
    script.textContent = "window.ran = 1";
    document.body.append(script);
}"""


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """Serve a new warehouse that Ada administers."""
    with signed_in(tmp_path_factory.mktemp("guarded"), ADA) as running:
        yield running


def statuses(page: Page, at: Dashboard) -> set[int]:
    """Return how the server answers requests for everything that it keeps closed, as this browser makes them."""
    return {page.request.get(at.at(path.strip("/") + "/x")).status for path in CLOSED}


def test_a_visitor_cannot_upload_download_or_measure(guarded: Dashboard, visit: Visit) -> None:
    page = visit(guarded.url)
    assert statuses(page, guarded) == {403}
    assert page.request.put(guarded.at("_stcore/upload_file/a/b"), multipart={"a": "b"}).status == 403
    assert page.request.get(guarded.at("_stcore/health")).status == 200
    forged = create_signed_value("x" * 64, USER_COOKIE_NAME, '{"is_logged_in": true, "email": "ada@ash.example"}')
    page.context.add_cookies([{"name": USER_COOKIE_NAME, "value": forged.decode(), "url": guarded.url}])
    assert statuses(page, guarded) == {403}


def test_somebody_without_a_role_cannot_either(guarded: Dashboard, visit: Visit) -> None:
    page = visit(guarded.url)
    introduce(page, EVE)
    page.get_by_text("No role yet").wait_for()
    assert statuses(page, guarded) == {403}


def test_a_person_with_a_role_can(guarded: Dashboard, visit: Visit) -> None:
    page = visit(guarded.url)
    sign_in(page, ADA)
    assert 403 not in statuses(page, guarded)


def test_a_page_runs_only_its_own_scripts(dashboard: Dashboard, browser: Browser) -> None:
    with browser.new_page() as page:
        page.goto(dashboard.at())
        page.evaluate(FOREIGN_SCRIPT)
        assert page.evaluate("window.ran") is None
