"""The name that a browser keeps in a cookie: whatever it contains is text, and with sign-in nobody reads it."""

from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from pages.parts.frame.scripts import NAME_COOKIE

from .conftest import Dashboard, Visit
from .signed_in import ADA, BEN, introduce, signed_in

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
    assert not page.locator("a[href*='q.example']").count()
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
