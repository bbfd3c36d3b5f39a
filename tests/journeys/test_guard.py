"""A server with sign-in: uploads, downloads and metrics need a person with a role. Pages run only their own scripts."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from pages.parts.frame.guard import CLOSED
from pages.parts.frame.scripts import NAME_COOKIE

from .conftest import Dashboard, Visit
from .signed_in import ADA, BEN, EVE, introduce, sign_in, signed_in

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


HOSTILE = {
    "markup": '"><script>window.ran = 1</script>[a](http://q.example) www.q.example',
    "a header": "a\r\nSet-Cookie: b=1; path=/",
    "turned": "\u202ennA",
    "long": "A" * 3000,
}


def keep(dashboard: Dashboard, visit: Visit, value: str) -> Page:
    """Open the front page in a browser that has kept a name."""
    page = visit("about:blank")
    page.context.add_cookies([{"name": NAME_COOKIE, "value": value, "url": dashboard.url}])
    page.goto(dashboard.at())
    return page


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_name_is_only_text(dashboard: Dashboard, visit: Visit, text: str) -> None:
    page = keep(dashboard, visit, quote(text, safe=""))
    expect(page.get_by_test_id("stHeading").first).to_be_visible()
    bar = page.locator(".st-key-top-bar")
    expect(bar.get_by_text(text[-3:] if text.endswith("nnA") else text[:1]).first).to_be_visible()
    assert page.evaluate("window.ran") is None
    expect(page.locator("a[href*='q.example']")).to_have_count(0)
    assert "\u202e" not in bar.inner_text()
    assert {cookie["name"] for cookie in page.context.cookies()} & {"b"} == set()


def test_a_kept_name_is_nobody_once_people_sign_in(tmp_path: Path, visit: Visit) -> None:
    """The cookie names an administrator, and the person who signs in has no role."""
    with signed_in(tmp_path, ADA) as guarded:
        page = keep(guarded, visit, quote(ADA))
        expect(page.get_by_role("button", name="Sign in")).to_be_visible()
        assert ADA not in page.locator("body").inner_text()
        assert page.request.get(guarded.at("media/x")).status == 403
        introduce(page, BEN)
        page.get_by_text("No role yet").wait_for()
        assert ADA not in page.locator("body").inner_text()
