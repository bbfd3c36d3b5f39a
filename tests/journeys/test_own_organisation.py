"""A user's own company: started with its files, right after one button, and unaffected by a broken file."""

from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Locator, Page, expect

import sample
from close.rules.answers import run
from close.store.warehouse import Warehouse
from pages.parts.words import say_money

from .conftest import Dashboard, Visit, exports_of, land
from .screen import enter_first_name, expect_accessible, expect_asked, expect_no_overflow, go_to, heading, settle, shoot

NAME, FOLDER, TOLD = "Fern & Flax Ltd", "fern-flax-ltd", "told"
SALES = "Sales Orders and Credit Notes"
REPORTS = ("findings", "bridge")
MOST_CLICKS, MOST_SECONDS = 15, 300


class Clicks:
    """Clicks of a person, counted."""

    def __init__(self) -> None:
        self.count = 0

    def click(self, where: Locator) -> None:
        """Click once."""
        where.click()
        self.count += 1

    def drop(self, page: Page, files: list[Path]) -> None:
        """Drop files, all at once: a click opens the chooser, and another one confirms it."""
        page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(files)
        self.count += 2


@pytest.fixture
def written(tmp_path: Path) -> list[Path]:
    """Write all exports of a month, with the settings that a person would have typed."""
    return exports_of(replace(sample.KESTREL, name=NAME, documents=80), 1, tmp_path)


@pytest.fixture
def exports(written: list[Path]) -> list[Path]:
    """Return what a new user has: the exports without the settings."""
    return [file for file in written if file.suffix != ".toml"]


def test_a_first_month_is_right(dashboard: Dashboard, visit: Visit, written: list[Path], exports: list[Path]) -> None:
    page, clicks, begun = visit(dashboard.at()), Clicks(), monotonic()
    clicks.click(page.get_by_role("button", name="Start a new organisation"))
    expect(heading(page, "Start with your files")).to_be_visible()
    shoot(page, "start-new")
    clicks.drop(page, exports)
    enter_first_name(page, "Ann")
    clicks.count += 1
    expect(heading(page, f"Files: {len(exports)} read")).to_be_visible()
    expect_asked(page, "organisation", FOLDER)
    clicks.click(page.get_by_role("button", name="Looks right, show"))
    expect(heading(page, "Overview")).to_be_visible()
    expect(heading(page, "Close")).to_be_visible()
    assert (clicks.count <= MOST_CLICKS, monotonic() - begun <= MOST_SECONDS) == (True, True)

    own, month = Warehouse(dashboard.folder, FOLDER), run_month(exports)
    land(dashboard.folder, TOLD, written)
    for report in REPORTS:
        mine, told = (run(Warehouse(dashboard.folder, name), report, month).table for name in (FOLDER, TOLD))
        assert [*map(bare, mine.to_pylist())] == [*map(bare, told.to_pylist())]
    gap = run(own, "gap_by_month", month).table.to_pylist()[-1]["gap"]
    expect(page.locator(".st-key-figure-gap")).to_contain_text(say_money(gap))
    expect_asked(page, "period", month)
    shoot(page, "start-overview")

    go_to(page, "Start")
    expect(heading(page, f"Files: {len(exports)} read")).to_be_visible()
    settle(page)
    expect_no_overflow(page)
    expect_accessible(page)
    shoot(page, "start-begun")
    see_a_broken_file(page, clicks, exports, own)


def see_a_broken_file(page: Page, clicks: Clicks, exports: list[Path], own: Warehouse) -> None:
    """Check that files uploaded again change nothing, and that half a file is not read."""
    snapshot = own.head()
    go_to(page, "Upload")
    clicks.drop(page, exports)
    expect(heading(page, f"{len(exports)} unchanged")).to_be_visible()
    shoot(page, "own-unchanged")
    sales = next(file for file in exports if file.name.startswith(SALES))
    sales.write_bytes(sales.read_bytes()[: sales.stat().st_size // 2])
    clicks.drop(page, [sales])
    expect(heading(page, "1 not read")).to_be_visible()
    refused = page.get_by_test_id("stAlert").filter(has_text="Not read:")
    expect(refused).to_contain_text(sales.name)
    expect(refused).to_contain_text("line ", ignore_case=True)
    shoot(page, "own-refused")
    settle(page)
    assert own.head() == snapshot


def bare(row: dict) -> dict:
    """Return a row without the landings that it comes from."""
    return {name: str(value) for name, value in row.items() if not name.startswith("_")}


def run_month(exports: list[Path]) -> str:
    """Return the month in the name of every export."""
    return next(file.stem.rsplit(" ", 1)[1] for file in exports if file.suffix == ".csv")
