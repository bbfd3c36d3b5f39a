"""A month being built in the background: its progress after an upload, cancelling, and a page that fills in."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, expect

import sample
from close.signing import builds
from close.signing.claims import claim_months, find_claim
from close.store.warehouse import Warehouse

from .conftest import COMPANY, Dashboard, Visit, exports_of, land, served, warm_up
from .screen import PATIENCE, PICTURES, enter_first_name, heading, number, settle, shoot

CALCULATING = "All reports of the month are being calculated in the background."
PENDING = "This part of the page appears as soon as its figures are ready."


@pytest.fixture
def own(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Dashboard]:
    """Serve a company of its own, because a build would hold up the pages of other journeys."""
    land(tmp_path, COMPANY, exports_of(sample.KESTREL, 1, tmp_path_factory.mktemp(COMPANY)))
    with served(tmp_path) as dashboard:
        warm_up(browser, dashboard)
        yield dashboard


def test_a_build_is_seen_cancelled_and_waited_for(own: Dashboard, visit: Visit) -> None:
    company = Warehouse(own.folder, COMPANY)
    (month,) = company.head().periods()
    page = visit(own.at("upload", organisation=COMPANY, period=month))
    expect(heading(page, "Upload")).to_be_visible()
    settle(page)
    earlier = claim(company, month)  # the build of the upload waits for this one, so there is time to look at it

    (record,) = company.head().of("stock_adjustments", month)
    changed = company.original(record.sha256).replace(b"AJ-", b"AJ-99", 1)
    upload: FilePayload = {"name": record.file_name, "mimeType": "text/csv", "buffer": changed}
    page.locator("input[type=file]").set_input_files(files=[upload])
    enter_first_name(page, "Ann")
    expect(heading(page, "1 to answer")).to_be_visible()
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(heading(page, "1 read")).to_be_visible()
    expect(page.get_by_text(CALCULATING)).to_be_visible()
    shoot(page, "build-after-upload")

    page.get_by_role("button", name="Cancel", exact=True).click()
    expect(page.get_by_text(CALCULATING)).to_have_count(0)
    assert not earlier.exists()
    assert find_claim(company) is None

    again = claim(company, month)
    page.goto(own.at("bridge", organisation=COMPANY, period=month))
    expect(page.get_by_text(PENDING)).to_be_visible()
    page.screenshot(path=PICTURES / "build-pending.png")

    builds.run(company, again)
    expect(heading(page, "Bridge")).to_be_visible()
    settle(page)
    expect(number(page)).to_be_visible()
    expect(page.get_by_text(PENDING)).to_have_count(0)


def claim(company: Warehouse, month: str) -> Path:
    """Claim a month, for as long as a slow machine needs to open a page."""
    path = claim_months(company, [month])
    os.utime(path, (time.time(), time.time() + PATIENCE))
    return path
