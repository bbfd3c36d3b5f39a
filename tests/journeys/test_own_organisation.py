"""A user's own company: created in a form, filled with a month of exports, and unaffected by a broken file."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import sample
from close.rules.answers import run
from close.store.warehouse import Warehouse

from .conftest import Dashboard, Visit, exports_of, is_of_ledger
from .screen import expect_asked, go_to, heading, number, settle, shoot

NAME, FOLDER = "Harbour & Lake Ltd", "harbour-lake-ltd"
SALES = "Sales Orders and Credit Notes"


@pytest.fixture
def exports(tmp_path: Path) -> list[Path]:
    """Write the exports from Omni for one month, with the settings."""
    files = exports_of(replace(sample.KESTREL, name=NAME), 1, tmp_path)
    return [file for file in files if not is_of_ledger(file)]


def drop(page: Page, files: list[Path]) -> None:
    """Drop files on the upload page, all at once."""
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(files)


def test_an_organisation_begins(dashboard: Dashboard, visit: Visit, exports: list[Path], tmp_path: Path) -> None:
    page = visit(dashboard.at())
    page.get_by_role("button", name="Start a new organisation").click()
    page.get_by_role("textbox", name="Name", exact=True).fill(NAME)
    page.get_by_role("button", name="Start this organisation").click()
    expect(heading(page, "Upload")).to_be_visible()
    expect_asked(page, "organisation", FOLDER)
    go_to(page, "Overview")
    expect(heading(page, "No exports uploaded yet")).to_be_visible()
    shoot(page, "own-empty")

    page.get_by_role("link", name="Upload the first exports").click()
    drop(page, exports)
    expect(heading(page, f"{len(exports)} uploaded")).to_be_visible()
    shoot(page, "own-landed")
    own = Warehouse(dashboard.folder, FOLDER)
    snapshot, month = own.head(), run_month(exports)

    page.get_by_role("link", name="Open ").click()
    expect(heading(page, "Overview")).to_be_visible()
    expect_asked(page, "period", month)
    exceptions = run(own, "step_exceptions", month).table.to_pylist()
    expect(number(page)).to_have_text(f"{len({(row['doc_type'], row['ref']) for row in exceptions}):,}")
    shoot(page, "own-overview")

    go_to(page, "Upload")
    drop(page, exports)
    expect(heading(page, f"{len(exports)} unchanged")).to_be_visible()
    shoot(page, "own-unchanged")

    sales = next(file for file in exports if file.name.startswith(SALES))
    broken = tmp_path / sales.name
    broken.write_bytes(sales.read_bytes()[: sales.stat().st_size // 2])
    drop(page, [broken])
    expect(heading(page, "1 refused")).to_be_visible()
    refused = page.get_by_test_id("stAlert").filter(has_text="Refused and not uploaded")
    expect(refused).to_contain_text(sales.name)
    expect(refused).to_contain_text("line ")
    shoot(page, "own-refused")
    settle(page)
    assert own.head() == snapshot


def run_month(exports: list[Path]) -> str:
    """Return the month in the name of every export."""
    return next(file.stem.rsplit(" ", 1)[1] for file in exports if file.suffix == ".csv")
