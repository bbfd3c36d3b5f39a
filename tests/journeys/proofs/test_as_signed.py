"""A document is explained to an auditor as two people signed it, although a later export has changed it since."""

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from close.rules.answers import Answer
from close.signing.answers import answer
from close.store.audit_log import AuditLog, Event
from close.store.warehouse import Past, Warehouse
from close.texts import say_money
from pages.parts.words import say_moment
from tests.given.signed import PERIOD, exports, land_month
from tests.given.signed import settle as clear_steps
from tests.journeys.conftest import COMPANY, Dashboard, Visit, served
from tests.journeys.screen import (
    accept_changes,
    asked,
    enter_name,
    expect_read,
    heading,
    pick_row,
    rerun,
    settle,
    shoot,
)
from tests.journeys.signed_in import act, open_page

SALES = "SalesOrdersAndCreditNotes"
AMOUNTS = ("Sales (Incl)", "Sales Tax", "Sales", "Cost", "Gross Profit")


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exports(tmp_path_factory.mktemp("exports")) / PERIOD


@pytest.fixture(scope="module")
def closing(tmp_path_factory: pytest.TempPathFactory, month: Path) -> Iterator[Dashboard]:
    """Serve a company whose steps are all proven or waived, so that the month can be signed."""
    folder = tmp_path_factory.mktemp("closing")
    books = Warehouse(folder, COMPANY)
    land_month(books, month)
    clear_steps(books)
    with served(folder) as running:
        yield running


def sign(page: Page, at: Dashboard, who: str, button: str, told: str) -> None:
    """Sign the month as one person."""
    open_page(page, at.at("signoff", organisation=COMPANY, period=PERIOD), "Sign-off")
    enter_name(page, who)
    act(page, button, told)


def export_again(month: Path, ref: str) -> tuple[str, bytes]:
    """Return the export of sales as it is taken later, in which one sale is doubled and stands on another line."""
    (file,) = month.glob(f"{SALES}*.csv")
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    head = next(at for at, row in enumerate(rows) if "Order Ref" in row)
    own, total = next(row for row in rows if ref in row), rows[-1]
    for name in AMOUNTS:
        column = rows[head].index(name)
        more, whole = (Decimal(row[column].replace(",", "")) for row in (own, total))
        own[column], total[column] = str(more * 2), str(whole + more)
    rows.remove(own)
    rows.insert(len(rows) - 1, own)
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return file.name, b"\xef\xbb\xbf" + text.getvalue().encode()


def find_story(books: Warehouse, ref: str) -> Answer:
    return answer(books, "document_story", PERIOD, reference=ref)


def find_first(books: Warehouse, ref: str) -> dict[str, Any]:
    """Return the step of a document that Omni's export of sales shows."""
    return next(row for row in find_story(books, ref).table.to_pylist() if row["amount"] is not None)


def open_as_signed(page: Page, at: Dashboard, signature: Event) -> None:
    """Open the month as it was signed, from the history of signatures."""
    open_page(page, at.at("signoff", organisation=COMPANY, period=PERIOD), "Sign-off")
    with rerun(page):
        page.get_by_role("radio", name="History").click()
    history = [event for event in reversed(AuditLog(Warehouse(at.folder, COMPANY)).events()) if event.period == PERIOD]
    index = next(at for at, event in enumerate(history) if event.number == signature.number)
    pick_row(page.get_by_test_id("stDataFrame").first, index)
    expect(page.get_by_role("heading", name=f"What signature {signature.number} covers")).to_be_visible()
    settle(page)
    page.get_by_role("link", name="See the month as it was signed").last.click()
    expect(heading(page, "Overview")).to_be_visible()


def expect_marked(page: Page, signature: Event) -> None:
    """Check that the page says which signature it shows, who gave it and when, and that nothing can be changed."""
    band = page.locator(".st-key-past")
    expect(band).to_contain_text("Earlier state")
    expect(band).to_contain_text(f"As signed by {signature.who} as reviewer, {say_moment(signature.recorded_at)} UTC")
    expect(band).to_contain_text("It cannot be changed")


def expect_line(page: Page, row: dict[str, Any], file: str) -> None:
    """Open the line of the file of the first step, and check where it is."""
    toggle = page.get_by_test_id("stMain").get_by_text("Line", exact=True).first
    with rerun(page):
        toggle.click()
    place = page.get_by_test_id("stMain").get_by_text(re.compile(r"^Line [\d,]+ of ")).first
    expect(place).to_have_text(re.compile(rf"^Line {row['_line']:,} of {re.escape(file)}"))


def test_a_document_is_explained_as_it_was_signed(closing: Dashboard, visit: Visit, month: Path) -> None:
    books = Warehouse(closing.folder, COMPANY)
    sold = answer(books, "sales_and_credits", PERIOD).table.to_pylist()
    ref = next(row["order_ref"] for row in sold if row["sales"] and row["acct_date"] and row["doc_type"] == "SO")
    sign(visit(closing.url), closing, "Ada", "Sign as preparer", "Prepared by Ada")
    sign(visit(closing.url), closing, "Ben", "Review and sign", "Reviewed by Ben")
    signature = AuditLog(books).events()[-1]
    assert (signature.kind, signature.who, signature.value) == ("signed", "Ben", "reviewer")
    signed = find_first(books, ref)

    name, content = export_again(month, ref)
    upload = visit(closing.url)
    open_page(upload, closing.at("upload", organisation=COMPANY, period=PERIOD), "Upload")
    enter_name(upload, "Ada")
    files = [{"name": name, "mimeType": "text/csv", "buffer": content}]
    upload.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(files)  # type: ignore[arg-type]
    accept_changes(upload)
    expect_read(upload)
    changed = find_first(books, ref)
    assert changed["amount"] == signed["amount"] * 2
    assert changed["_line"] != signed["_line"]
    past = Warehouse(closing.folder, COMPANY, Past(signature.manifest, signature.number))
    assert find_first(past, ref) == signed

    page = visit(closing.url)
    open_as_signed(page, closing, signature)
    expect_marked(page, signature)
    page.wait_for_url(re.compile("[?&]as_of=."))
    state = asked(page, "as_of")
    open_page(page, closing.at("story", organisation=COMPANY, period=PERIOD, ref=ref, as_of=state), ref)
    expect_marked(page, signature)
    shown = page.get_by_test_id("stMain")
    expect(shown.get_by_text(say_money(signed["amount"])).first).to_be_visible()
    expect(shown.get_by_text("What is different today")).to_be_visible()
    for step in find_story(past, ref).table.to_pylist():
        expect(shown.get_by_text(step["step"]).first).to_be_visible()
    expect_line(page, signed, name)
    shoot(page, "as-signed-document")

    open_page(page, closing.at("story", organisation=COMPANY, period=PERIOD, ref=ref), ref)
    expect(page.locator(".st-key-past")).to_have_count(0)
    expect(shown.get_by_text(say_money(changed["amount"])).first).to_be_visible()
    expect_line(page, changed, name)
