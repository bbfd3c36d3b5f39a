"""Show the rows that hold the money, find a document by its amount, try corrections, and download the month pack."""

import io
import re
import zipfile
from typing import Any

from playwright.sync_api import expect

from close.signing.answers import answer
from close.store.warehouse import Warehouse
from pages.parts.month.causes import cause
from pages.parts.widgets.detail import HINT
from pages.parts.words import say_money
from tests.journeys.conftest import COMPANY, Dashboard, Visit
from tests.journeys.screen import (
    BOX,
    HEAD,
    PHONE,
    ROW,
    enter_name,
    expect_asked,
    heading,
    pick_row,
    reread,
    rerun,
    settle,
    shoot,
)


def rows_of(company: Warehouse, report: str) -> list[dict[str, Any]]:
    return answer(company, report, company.head().periods()[-1]).table.to_pylist()


def test_the_rows_that_hold_most_of_the_money_lead_to_the_line_in_three_clicks(
    dashboard: Dashboard, visit: Visit, company: Warehouse
) -> None:
    largest = next(row for row in rows_of(company, "correct_first") if row["level"] == "cause")
    name = cause(largest["cause_id"], company.head().periods()[-1]).name
    page = visit(dashboard.at(organisation=COMPANY))
    settle(page)
    page.get_by_test_id("stMain").get_by_role("link", name=name).first.click()
    expect(page.get_by_test_id("stMultiSelect").get_by_text(name)).to_be_visible()
    pick_row(page.get_by_test_id("stDataFrame").last, 0)
    panel = page.locator(".st-key-panel")
    expect(panel.get_by_role("heading", name="Its story")).to_be_visible()
    expect(panel.get_by_text(re.compile(r"^Line [\d,]+ of ")).first).to_be_visible()
    shoot(page, "front-line-in-the-panel")

    with rerun(page):
        page.keyboard.press("j")
    expect(panel.get_by_text("Row 2 of")).to_be_visible()
    with rerun(page):  # a cell opens its row, and not only the box at the edge
        page.get_by_test_id("stDataFrame").first.click(position={"x": 8 * BOX, "y": HEAD + ROW // 2})
    expect(panel.get_by_text("Row 1 of")).to_be_visible()
    page.emulate_media(media="print")
    expect(panel).to_have_css("position", "static")  # so that it does not cover the list
    page.emulate_media(media="screen")
    with rerun(page):
        page.keyboard.press("x")
    expect(panel).to_have_count(0)
    hint = page.get_by_text(HINT)
    expect(hint).to_be_visible()
    page.emulate_media(media="print")
    expect(hint).to_be_hidden()


def test_a_phone_cuts_no_word_that_decides(dashboard: Dashboard, visit: Visit) -> None:
    page = visit(dashboard.at("audit-log", organisation=COMPANY), width=PHONE)
    settle(page)
    line = page.locator(".paper tr").filter(has_text="uploaded a file").first
    expect(line).to_be_visible()
    assert reread(page, lambda: line.evaluate("line => line.scrollWidth <= line.clientWidth"), bool)
    page.goto(dashboard.at("landed", organisation=COMPANY))
    settle(page)
    name = page.locator("[class*=st-key-narrow-lines]").get_by_role("button").first
    with rerun(page):
        name.click()
    expect(page.get_by_role("button", name="Take back")).to_be_visible()

    page.goto(dashboard.at("worklist", organisation=COMPANY))
    pick_row(page.get_by_test_id("stDataFrame").first, 1)
    expect(page.locator(".st-key-panel").get_by_role("heading").first).to_be_visible()
    page.get_by_role("button", name="Assign: 1 item").click(trial=True)  # the item does not cover the form


def test_an_opened_step_is_in_view_on_a_phone(dashboard: Dashboard, visit: Visit) -> None:
    page = visit(dashboard.at("checklist", organisation=COMPANY, step="SY6"), width=PHONE)
    settle(page)
    title = page.locator(".st-key-step").get_by_role("heading").first
    expect(title).to_be_in_viewport()
    for _ in range(2):
        page.locator(".st-key-open-CL2 button").click()
        expect(title).to_contain_text("CL2")
        expect(title).to_be_in_viewport()


def test_the_bar_at_the_top_takes_clicks(dashboard: Dashboard, visit: Visit, company: Warehouse) -> None:
    *_, before, newest = company.head().periods()
    page = visit(dashboard.at("tie-outs", organisation=COMPANY))
    settle(page)
    page.get_by_role("button", name="Month before").click()
    expect_asked(page, "period", before)
    settle(page)
    page.get_by_role("button", name="Month after").click()
    expect_asked(page, "period", newest)
    settle(page)
    enter_name(page, "Ann")
    expect(page.locator(".st-key-top-bar").get_by_test_id("stPopover")).to_contain_text("Ann")


def test_a_search_finds_a_document_by_its_amount(dashboard: Dashboard, visit: Visit, company: Warehouse) -> None:
    document = max(rows_of(company, "purchases_and_credits"), key=lambda row: row["purchases_total"] or 0)
    page = visit(dashboard.at("tie-outs", organisation=COMPANY))
    settle(page)
    page.keyboard.press("Control+k")
    box = page.get_by_role("dialog").get_by_role("searchbox")
    expect(box).to_be_focused()
    box.press_sequentially(say_money(document["purchases_total"]))
    found = page.get_by_role("dialog").get_by_role("link", name=document["order_ref"]).first
    expect(found).to_be_visible()
    shoot(page, "front-search")
    found.click()
    expect(heading(page, document["order_ref"])).to_be_visible()
    expect_asked(page, "ref", document["order_ref"])
    settle(page)
    page.keyboard.press("Control+k")
    expect(box).to_be_focused()
    box.press_sequentially("T11")  # in place of what was searched before
    expect(box).to_have_value("T11")


def test_a_trial_shows_its_effect_and_the_changes_to_make(
    dashboard: Dashboard, visit: Visit, company: Warehouse
) -> None:
    before = company.head().number
    page = visit(dashboard.at("what-if", organisation=COMPANY))
    settle(page)
    with rerun(page):
        page.get_by_role("button", name="Fill blank accounting dates").click()
    with rerun(page):
        page.get_by_role("button", name="Show the effect").click()
    expect(page.get_by_text("Nothing has been changed in Omni or in your files")).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("button", name="xlsx").first.click()
    assert saved.value.suggested_filename.endswith(".xlsx")
    shoot(page, "front-what-if")
    assert company.head().number == before


def test_the_month_pack_holds_the_workbook_and_the_pdf(dashboard: Dashboard, visit: Visit) -> None:
    page = visit(dashboard.at("month-pack", organisation=COMPANY))
    settle(page)
    shoot(page, "front-month-pack")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download zip").click()
    content = zipfile.ZipFile(io.BytesIO(saved.value.path().read_bytes()))
    kinds = {name.rpartition(".")[2] for name in content.namelist()}
    assert {"xlsx", "pdf"} <= kinds
