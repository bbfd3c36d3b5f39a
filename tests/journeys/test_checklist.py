"""A step from comment to signature: waived, with a file, signed by two people, and printed for both audiences."""

import io
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from close.signing.answers import answer
from close.store.audit_log import AuditLog
from close.store.evidence import fetch
from close.store.warehouse import Warehouse
from close.work.checklist import list_attachments

from .conftest import COMPANY, Dashboard, Visit, served
from .screen import NARROW, enter_name, expect_no_overflow, number, settle, shoot

WHY = "Ten documents of a few cents, all of them in the next month's first sync."
PICTURE = b"\x89PNG what was on the screen"


@pytest.fixture
def own(dashboard: Dashboard, tmp_path: Path):
    """Serve the dashboard with a copy of the company, so that no other journey sees the signatures made here."""
    shutil.copytree(dashboard.folder / COMPANY, tmp_path / COMPANY)
    with served(tmp_path) as found:
        yield found


def test_a_step_is_waived_evidenced_signed_and_printed(own: Dashboard, visit: Visit, tmp_path: Path) -> None:
    books = Warehouse(own.folder, COMPANY)
    newest = books.head().periods()[-1]
    row = next(r for r in answer(books, "checklist", newest).table.to_pylist() if r["state"] == "exceptions")
    step = row["step"]

    page = visit(own.url)
    settle(page)  # Streamlit responds to a page's very first address with an error
    page.goto(own.at("checklist", organisation=COMPANY, period=newest, step=step))
    settle(page)
    done = int(number(page).inner_text().split()[0])
    enter_name(page, "Ben")
    page.get_by_text("Waive: let the month close anyway").click()
    page.get_by_role("textbox", name="Why can the month close anyway?").fill(WHY)
    page.get_by_role("button", name=f"Waive {step}").click()
    expect(page.get_by_test_id("stAlert").filter(has_text="Waived by Ben")).to_contain_text(WHY)
    expect(number(page)).to_contain_text(f"{done + 1} of")

    settle(page)
    page.get_by_text("Attach a file as evidence").click()
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": "screen.png", "mimeType": "image/png", "buffer": PICTURE}
    )
    expect(page.get_by_test_id("stFileChipName")).to_contain_text("screen.png")
    page.get_by_role("button", name=f"Attach to {step}").click()
    expect(page.get_by_text("attached by Ben")).to_be_visible()
    (event,) = list_attachments(books, newest, step)
    assert fetch(books, event.value) == PICTURE

    page.get_by_role("button", name=f"Sign {step} as preparer").click()
    expect(page.get_by_text("Prepared by Ben")).to_be_visible()
    expect(page.get_by_role("button", name=f"Review and sign {step}")).to_be_disabled()
    expect(page.get_by_text("somebody else must review it").first).to_be_visible()
    enter_name(page, "Ada")
    page.get_by_role("button", name=f"Review and sign {step}").click()
    expect(page.get_by_text("Reviewed by Ada")).to_be_visible()
    shoot(page, "checklist-signed-step")
    kinds = [event.kind for event in AuditLog(books).events()]
    assert kinds == ["waived", "attached", "signed", "signed"]

    text = taken(page, tmp_path)
    assert "How to use this list" in text
    assert "Reviewed by Ada" in text
    page.get_by_role("radio", name="Experienced").click()
    expect(page.get_by_text("reviewed by Ada").first).to_be_visible()
    page.set_viewport_size({"width": NARROW, "height": 900})
    settle(page)
    expect_no_overflow(page)
    shoot(page, "checklist-experienced-narrow")
    assert "How to use this list" not in taken(page, tmp_path)


def taken(page: Page, folder: Path) -> str:
    """Return the text of the checklist in its current status, downloaded."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Current status").click()
    download.value.save_as(folder / "taken.pdf")
    pages = PdfReader(io.BytesIO((folder / "taken.pdf").read_bytes())).pages
    return " ".join(" ".join(one.extract_text() for one in pages).split())
