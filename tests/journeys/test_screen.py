"""A page that is still being drawn is waited for, and a fault that lasts is found."""

import pytest
from playwright.sync_api import Browser, Page, expect

from . import screen
from .screen import expect_no_overflow, rerun, settle

PAGE = """
<div data-testid="stApp" data-test-connection-state="CONNECTED" data-test-script-state="notRunning">
    <div data-testid="stMain" style="width: 300px; overflow: auto">
        <h1 data-testid="stHeading">Upload</h1>
        <div data-testid="stElementContainer" style="width: 350px">A table as wide as the window was</div>
    </div>
</div>
"""
LATER = """
() => {
    const table = document.querySelector("[data-testid=stElementContainer]");
    setTimeout(() => { table.style.width = "200px" }, 2000);
}
"""
# Half a pixel narrower in each of the next hundred frames.
GRADUALLY = """
() => {
    const table = document.querySelector("[data-testid=stElementContainer]");
    const narrow = width => {
        table.style.width = `${width}px`;
        if (width > 300) requestAnimationFrame(() => narrow(width - 0.5));
    };
    narrow(350);
}
"""
RUN = """
([start, end]) => {
    const app = document.querySelector("[data-testid=stApp]");
    const run = state => app.setAttribute("data-test-script-state", state);
    setTimeout(() => run("running"), start);
    setTimeout(() => { app.dataset.runs = Number(app.dataset.runs ?? 0) + 1; run("notRunning") }, end);
}
"""


@pytest.fixture
def page(browser: Browser):
    with browser.new_page() as page:
        page.set_content(PAGE)
        yield page


def test_a_page_may_take_a_moment_to_fit_its_window(page: Page) -> None:
    page.evaluate(LATER)
    expect_no_overflow(page)


def test_a_page_that_stays_too_wide_is_found(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "PATIENCE", 1)
    with pytest.raises(AssertionError, match="the page is 50 pixels wider than its window"):
        expect_no_overflow(page)


def test_a_page_is_settled_once_nothing_moves(page: Page) -> None:
    page.evaluate(GRADUALLY)
    settle(page)
    assert page.get_by_test_id("stMain").evaluate("main => main.scrollWidth - main.clientWidth") <= 0


def test_an_earlier_run_is_not_taken_for_the_one_that_is_awaited(page: Page) -> None:
    page.evaluate(RUN, [0, 1500])
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "running")
    with rerun(page):
        page.evaluate(RUN, [2000, 2300])
    assert page.get_by_test_id("stApp").get_attribute("data-runs") == "2"
