"""Background builds on screen: an upload starts one, pages wait for its answers, and it can be cancelled."""

import shutil
import threading
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from close.engine.step_cache import STEPS
from close.rules.answers import is_ready
from close.rules.results import RESULTS
from close.signing import builds
from close.signing.claims import Claim, claim_months, drop_claims, find_claim
from close.store.warehouse import Warehouse
from pages.parts.frame import page_context
from pages.parts.frame.navigation import PAGES
from pages.parts.widgets import answers
from tests.pages.conftest import FAULTY
from tests.pages.screen import Open, press, words

Months = list[tuple[str, ...]]

pytestmark = pytest.mark.usefixtures("own_steps")


@pytest.fixture
def company(writable: Path) -> Warehouse:
    return Warehouse(writable, FAULTY)


def change(company: Warehouse, month: str) -> tuple[str, bytes]:
    """Return the month's adjustments with one more reference."""
    (record,) = company.head().of("stock_adjustments", month)
    return record.file_name, company.original(record.sha256).replace(b"AJ-", b"AJ-99", 1)


def test_an_upload_builds_its_month_and_the_later_ones(
    open_page: Open, company: Warehouse, months: list[str], started: Months
) -> None:
    app = open_page("upload", period=months[-2])
    app.file_uploader[0].upload(*change(company, months[-2]), "text/csv")
    app.run()
    assert started == [()]  # a reference is gone, so the file waits
    press(app, "Accept")
    assert started == [(), (months[-2], months[-1])]
    app.run()
    assert len(started) == 2


def test_files_that_change_nothing_build_nothing(
    open_page: Open, company: Warehouse, months: list[str], started: Months
) -> None:
    (record,) = company.head().of("payments", months[-1])
    app = open_page("upload", period=months[-1])
    app.file_uploader[0].upload(record.file_name, company.original(record.sha256), "text/csv")
    app.run()
    assert started == [()]


def test_the_upload_page_shows_a_build_until_it_is_cancelled(
    open_page: Open, company: Warehouse, months: list[str]
) -> None:
    app = open_page("upload", period=months[-1])
    claim_months(company, months[::-1])
    app.run()
    assert f"Preparing {page_context.month_name(months[-1])} · starting" in shown(app)
    assert f"Next: {page_context.month_name(months[1])}" in words(app)
    press(app, "Cancel")
    assert find_claim(company) is None
    assert not shown(app)


def test_a_page_waits_for_a_build_and_fills_in(
    open_page: Open, company: Warehouse, months: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Claim] = []

    def say(claim: Claim) -> str:
        seen.append(claim)
        return "Preparing"

    def build() -> None:
        builds.build_month(company, months[-1])
        claim.unlink()

    monkeypatch.setattr(answers, "say_progress", say)
    monkeypatch.setattr(answers, "LOOK_EVERY", 0.05)
    app = open_page("upload", period=months[-1])
    forget(company)
    claim = claim_months(company, [months[-1]])
    built = threading.Timer(1, build)
    built.start()
    app.switch_page(str(PAGES["bridge"].path)).run()
    built.join()
    assert seen
    assert app.title[0].value == "Bridge"
    assert not shown(app)


def test_a_page_computes_once_a_build_has_died(
    open_page: Open, company: Warehouse, months: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page("upload", period=months[-1])
    forget(company)
    claim_months(company, [months[-1]])
    threading.Timer(1, drop_claims, [company]).start()
    begun = time.monotonic()
    app.switch_page(str(PAGES["sales_and_credits"].path)).run()
    assert time.monotonic() - begun > 0.5
    assert app.title[0].value == "Sales orders and credit notes"
    assert is_ready(company, "sales_and_credits", months[-1])


def forget(company: Warehouse) -> None:
    """Delete every answer that this or another process has computed."""
    shutil.rmtree(company.folder / STEPS)
    RESULTS.clear()


def shown(app: AppTest) -> str:
    """Return the words next to the progress bars of a page."""
    return "\n".join(bar.proto.text for bar in app.get("progress"))
