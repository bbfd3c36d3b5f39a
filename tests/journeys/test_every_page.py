"""A tour of every page, from the menu and from a link, in the light and the dark theme."""

from collections.abc import Iterator
from importlib.metadata import version

from playwright.sync_api import Page, expect

from pages.parts.frame.navigation import PAGES

from .conftest import COMPANY, Dashboard, Visit
from .screen import (
    HEIGHT,
    NARROW,
    PHONE,
    STREAMLIT,
    WIDE,
    expect_accessible,
    expect_asked,
    expect_no_overflow,
    go_to,
    settle,
    shoot,
)

HEADINGS = {
    "Stock valuations": "Historic stock valuations",
    "Stock on hand": "Stock on hand reconciliation",
    "Sales and credits": "Sales orders and credit notes",
    "Purchases and credits": "Purchase orders and supplier credit notes",
}


def pages() -> Iterator[tuple[str, str]]:
    """Return the address and title of every page, in the order of the menu."""
    for page in PAGES.values():
        yield page.address, page.title


def expect_sound(page: Page, title: str) -> None:
    """Check that a page has its heading and shows no error."""
    expect(page.get_by_test_id("stMain").get_by_role("heading", level=1)).to_have_text(HEADINGS.get(title, title))
    settle(page)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_text("Traceback")).to_have_count(0)
    expect(page.get_by_text("Page not found")).to_have_count(0)


def test_every_page_opens_from_the_menu_by_day(dashboard: Dashboard, visit: Visit) -> None:
    page = visit(dashboard.at(organisation=COMPANY))
    settle(page)
    known: set[str] = set()
    for address, title in pages():
        go_to(page, title)
        expect_sound(page, title)
        expect_asked(page, "organisation", COMPANY)
        known |= expect_accessible(page)
        shoot(page, f"{address or 'overview'}-light")
        page.set_viewport_size({"width": NARROW, "height": HEIGHT})
        settle(page)
        expect_no_overflow(page)
        page.set_viewport_size({"width": WIDE, "height": HEIGHT})
    lasting = {one["selector"] for one in STREAMLIT["known"] if not one.get("passing")}
    assert known == lasting  # what Streamlit has corrected leaves the list


def test_every_page_opens_from_a_link_by_night_on_a_phone(dashboard: Dashboard, visit: Visit) -> None:
    page = visit(dashboard.at(), "dark", PHONE)
    for address, title in pages():
        page.goto(dashboard.at(address, organisation=COMPANY))
        expect_sound(page, title)
        expect_asked(page, "organisation", COMPANY)
        expect_no_overflow(page)
        expect_accessible(page)
        names = page.locator("[data-testid=stVegaLiteChart] .role-axis-label text")
        expect(names.filter(has_text="…")).to_have_count(0)
        shoot(page, f"{address or 'overview'}-dark-phone")


def test_what_is_known_of_streamlit_was_seen_in_the_version_that_is_used() -> None:
    assert STREAMLIT["streamlit"] == version("streamlit")
