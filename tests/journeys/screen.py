"""A user's actions on a screen, and reading what it shows. Every wait is for something visible, never for a time."""

import os
import re
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TypeVar
from urllib.parse import parse_qs, urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Locator, Page, expect

from pages.parts.frame.navigation import DOORS

STREAMLIT = tomllib.loads(Path(__file__).with_name("streamlit_markup.toml").read_text(encoding="utf-8"))
PICTURES = Path(__file__).parents[2] / "build" / "journeys"
IS_PICTURED = bool(os.environ.get("PICTURES"))
PATIENCE = 240  # in seconds: how long anything may take on a slow machine
ROW, HEAD, BOX = 35, 35, 16
WIDE, NARROW, PHONE, HEIGHT = 1440, 1000, 390, 900
Read = TypeVar("Read")

# True once the dashboard has drawn everything, and all of it has kept its place for some frames. A chart, a table or a
# page adapts to a new width or to new content one or two frames later.
STILL = """
wait => {
    const find = selector => [...document.querySelectorAll(selector)];
    const main = document.querySelector("[data-testid=stMain]");
    const isDrawn = document.fonts.status === "loaded"
        && find("[data-testid=stApp]").every(app => app.getAttribute("data-test-script-state") === "notRunning")
        && !find("[data-testid=stSkeleton], [data-stale=true]").length;
    const parts = find("[data-testid=stMain] :is([data-testid=stElementContainer], canvas, svg.marks)");
    const boxes = parts.map(part => part.getBoundingClientRect());
    const places = JSON.stringify([main?.scrollWidth, main?.scrollHeight, boxes]);
    const isSame = isDrawn && window.still?.wait === wait && window.still.places === places;
    window.still = { wait, places, frames: isSame ? window.still.frames + 1 : 0 };
    return window.still.frames >= 3;
}
"""

# The middle of the longest bar of a given colour in a chart, where a user would click.
LONGEST_BAR = """
(chart, colour) => {
    const places = [...chart.querySelectorAll(`path[fill="${colour}"]`)].map(bar => bar.getBoundingClientRect());
    const bar = places.reduce((most, place) => (place.width > most.width ? place : most));
    const frame = chart.getBoundingClientRect();
    return { x: bar.x + bar.width / 2 - frame.x, y: bar.y + bar.height / 2 - frame.y };
}
"""

# Violations as sentences, and the selectors of the known ones that were met. What is fading in is finished first.
FIND = """
async ({ known, within }) => {
    document.getAnimations().filter(one => one instanceof CSSTransition).forEach(one => one.finish());
    const { violations } = await axe.run(within ?? document, { elementRef: true, resultTypes: ["violations"] });
    const nodes = violations.flatMap(({ id, impact, nodes }) => nodes.map(node => ({ id, impact, ...node })));
    const explain = node => known.find(one => one.rule === node.id && node.element.matches(one.selector));
    return {
        ours: nodes.filter(node => !explain(node)).map(
            ({ id, impact, html, failureSummary }) => `${id} (${impact}): ${html}\\n${failureSummary}`
        ),
        known: nodes.map(explain).filter(Boolean).map(one => one.selector),
    };
}
"""

# True once the script has started to run after the watch began.
WATCH = """
app => {
    window.hasRun = false;
    const seen = new MutationObserver(changes => {
        const states = [...changes.map(change => change.oldValue), app.getAttribute("data-test-script-state")];
        window.hasRun ||= states.includes("running");
    });
    seen.observe(app, { attributeFilter: ["data-test-script-state"], attributeOldValue: true });
}
"""


@contextmanager
def rerun(page: Page) -> Iterator[None]:
    """Run actions that make the script run once more, and wait for the resulting screen."""
    settle(page)  # an earlier run has ended
    page.get_by_test_id("stApp").evaluate(WATCH)
    yield
    page.wait_for_function("() => window.hasRun")
    settle(page)


def settle(page: Page) -> None:
    """Wait until the dashboard has drawn everything, and nothing moves any more."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-connection-state", "CONNECTED")
    expect(page.get_by_test_id("stHeading").first).to_be_visible()
    page.wait_for_function(STILL, arg=monotonic())


def reread(page: Page, read: Callable[[], Read], is_expected: Callable[[Read], object]) -> Read:
    """Read a page until it shows what is expected, once a frame, and return what was read last."""
    until = monotonic() + PATIENCE
    while not is_expected(found := read()) and monotonic() < until:
        page.evaluate("() => new Promise(requestAnimationFrame)")
    return found


def shoot(page: Page, name: str) -> None:
    """Save a picture of the whole page, including the part below the fold, if somebody wants to look at pictures."""
    settle(page)
    if not IS_PICTURED:
        return
    PICTURES.mkdir(parents=True, exist_ok=True)
    size = page.viewport_size or {"width": WIDE, "height": HEIGHT}
    tall = page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], tall)})
    settle(page)
    page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")
    page.set_viewport_size({"width": size["width"], "height": size["height"]})


def heading(page: Page, name: str) -> Locator:
    """Return the heading with exactly this text. While the page is redrawn there may be an old and a new one."""
    return page.get_by_test_id("stMain").get_by_role("heading", name=name, exact=True).first


def number(page: Page) -> Locator:
    """Return the single number at the top of a page."""
    return page.get_by_test_id("stMain").get_by_test_id("stMetricValue").first


def go_to(page: Page, title: str) -> None:
    """Open a page by its door in the menu, and by its tab if it is not the first page behind the door."""
    door = next(door for door in DOORS if title in {one.title for one in door.pages})
    name = re.compile(rf"^{re.escape(door.title)}( ?[\d,]+( of \d+)?)?$")  # some doors show a count
    page.get_by_test_id("stSidebar").get_by_role("link", name=name).click()
    page.wait_for_url(lambda url: urlsplit(url).path.strip("/") == door.pages[0].address)
    settle(page)
    if title != door.pages[0].title:
        page.locator(".st-key-tabs").get_by_role("link", name=title, exact=True).click()
    page.mouse.move(0, 0)  # otherwise the hint of what was clicked opens sooner or later


def enter_name(page: Page, name: str) -> None:
    """Enter the user's name in the bar at the top, where there is no sign-in."""
    person = page.locator(".st-key-top-bar").get_by_test_id("stPopover").get_by_role("button")
    settle(page)
    person.click()
    box = page.get_by_role("textbox", name="Your name")
    box.fill(name)
    expect(box).to_have_value(name)
    box.press("Enter")
    expect(person).to_contain_text(name)
    settle(page)
    page.keyboard.press("Escape")


def enter_first_name(page: Page, name: str) -> None:
    """Enter the name for which the dialog asks before the first act."""
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Your name").fill(name)
    dialog.get_by_role("button", name="Continue").click()
    expect(dialog).to_have_count(0)


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a list."""
    page.get_by_role("combobox", name=label, exact=True).click()
    page.get_by_role("option", name=option, exact=True).click()


def pick_row(table: Locator, row: int) -> None:
    """Tick a row's box.

    A table is painted, so the position is computed: headings, then rows of equal height.
    """
    expect(table.locator("canvas").first).to_be_visible()
    settle(table.page)
    table.click(position={"x": BOX, "y": HEAD + ROW * row + ROW // 2})


def pick_largest_bar(chart: Locator, colour: str) -> None:
    """Click the longest bar of a colour, such as `#3b82d6`."""
    expect(chart.locator(f'path[fill="{colour}"]').first).to_be_visible()
    settle(chart.page)
    chart.click(position=chart.evaluate(LONGEST_BAR, colour))


def expect_no_overflow(page: Page) -> None:
    """Check that no content is wider than the window, so that nobody has to scroll sideways."""
    main = page.get_by_test_id("stMain")
    wider = reread(page, lambda: main.evaluate("main => main.scrollWidth - main.clientWidth"), lambda wider: wider <= 0)
    assert wider <= 0, f"the page is {wider} pixels wider than its window"


def expect_accessible(page: Page, within: str | None = None) -> set[str]:
    """Check that axe-core finds nothing of ours that lasts, and return the selectors of what it found of Streamlit's.

    If a selector is given, only what it selects is looked at, for example because the rest of the page still changes.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    about = {"known": STREAMLIT["known"], "within": within}
    found = reread(page, lambda: page.evaluate(FIND, about), lambda found: not found["ours"])
    assert not found["ours"], "\n\n".join(found["ours"])
    return set(found["known"])


def accept_changes(page: Page) -> None:
    """Wait until an upload asks whether it may change earlier ones, and accept."""
    question = page.get_by_test_id("stMain").get_by_role("heading", name=re.compile("to answer"))
    expect(question).to_be_visible()
    settle(page)
    page.get_by_role("button", name=re.compile(r"^Accept( all \d+)?$")).first.click()


def expect_read(page: Page) -> Locator:
    """Wait until an upload is read with nothing left to answer, and return the heading that counts its files."""
    outcome = page.get_by_test_id("stMain").get_by_role("heading", name=re.compile(r"^\d+ read(?!.*to answer)"))
    expect(outcome).to_be_visible()
    return outcome


def asked(page: Page, name: str) -> str:
    """Return the value of a parameter in the URL, or None."""
    return parse_qs(urlsplit(page.url).query).get(name, [""])[0]


def expect_asked(page: Page, name: str, value: str) -> None:
    """Wait until a parameter in the URL has a given value."""
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get(name, [""])[0] == value)
