"""A ledger in a layout that nobody knows: refused, mapped in a few clicks, uploaded, and compared with Omni."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

import sample
from close.store.warehouse import Warehouse
from loaders import Folder, read
from loaders.intake.organisation import read_organisation

from .conftest import Dashboard, Visit, exports_of, is_of_ledger, land, served, warm_up
from .screen import enter_name, expect_asked, go_to, heading, number, rerun, settle, shoot

NAME, FOLDER = "Harbour North Ltd", "harbour-north-ltd"
HEADERS = ("Buchungstag", "Konto", "Kontoname", "Buchungstext", "Beleg", "Soll", "Haben")


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Write a month of exports."""
    return exports_of(replace(sample.KESTREL, name=NAME), 1, tmp_path_factory.mktemp("exports"))


@pytest.fixture(scope="module")
def harbour(exports: list[Path], tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Dashboard]:
    """Serve a company with Omni's exports only."""
    folder = tmp_path_factory.mktemp("warehouse")
    land(folder, FOLDER, [file for file in exports if not is_of_ledger(file)])
    with served(folder) as running:
        warm_up(browser, running)
        yield running


@pytest.fixture
def foreign(exports: list[Path], tmp_path: Path) -> Path:
    """Write the month's ledger entries in a layout of our own, with days, amounts and words as in Germany."""
    settings = next(file for file in exports if file.suffix == ".toml")
    folder = Folder(read_organisation(settings), None)
    landings = [read(file.name, file, None, folder).landing for file in exports if is_of_ledger(file)]
    tables = [landing.tables["ledger_entries"] for landing in landings if "ledger_entries" in landing.tables]
    path = tmp_path / "Kontenblatt.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADERS)
        writer.writerows(_write_row(row) for row in tables[0].sort_by("_line").to_pylist())
    return path


def _write_row(row: dict) -> list[str]:
    amounts = (
        f"{row[side]:,.2f}".translate(str.maketrans(",.", ".,")) if row[side] else "" for side in ("debit", "credit")
    )
    texts = (row["account_code"], row["account_name"], row["description"], row["reference"])
    return [f"{row['entry_date']:%d.%m.%Y}", *(text or "" for text in texts), *amounts]


def test_a_ledger_that_nobody_knows(harbour: Dashboard, visit: Visit, foreign: Path) -> None:
    own = Warehouse(harbour.folder, FOLDER)
    month = own.head().of("sales_documents")[-1].period
    page = visit(harbour.at("upload", organisation=FOLDER, period=month))
    expect(heading(page, "Upload")).to_be_visible()
    enter_name(page, "ada")
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(foreign)
    expect(heading(page, "1 not read")).to_be_visible()
    shoot(page, "map-refused")

    page.get_by_role("button", name="Map its columns").click()
    expect(heading(page, "Which column is which")).to_be_visible()
    shoot(page, "map-proposed")
    with rerun(page):
        name = page.get_by_role("textbox", name="Name of the mapping")
        name.fill("Nordwind Kontenblatt")
        name.press("Enter")
    shoot(page, "map-ready")

    page.get_by_role("button", name="Save the mapping and upload the file").click()
    expect(heading(page, "1 read")).to_be_visible()
    expect(page.get_by_test_id("stMain").get_by_text("with the mapping Nordwind Kontenblatt of").first).to_be_visible()
    shoot(page, "map-landed")
    assert own.head().of("ledger_entries", month)[0].reading["mapping_version"] == "1"

    page.get_by_role("link", name="Open ").click()
    expect_asked(page, "period", month)
    go_to(page, "Ledger match")
    expect(heading(page, "Ledger match")).to_be_visible()
    settle(page)
    expect(number(page)).not_to_have_text("0")
    shoot(page, "map-ledger-match")
