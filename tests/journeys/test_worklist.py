"""The most urgent items are explained in bulk, discussed and closed, and the fix plan goes to the warehouse."""

from pathlib import Path

from playwright.sync_api import Page, expect

from close.rules.answers import run
from close.store.audit_log import AuditLog
from close.store.warehouse import Warehouse
from close.work.comments import comments
from pages.parts.words import say_money

from .conftest import COMPANY, Dashboard, Visit
from .screen import asked, enter_name, expect_asked, number, pick_row, reread, rerun, settle, shoot

ASKED, ANSWERED = "Is this the container that came on the 30th?", "Yes, the papers are in the drawer."


def open_items(company: Warehouse, period: str) -> list[dict]:
    return [row for row in run(company, "worklist", period).table.to_pylist() if row["status"] == "open"]


def expect_open(page: Page, company: Warehouse, period: str) -> None:
    """Check that the page shows the number of open items."""
    settings = company.settings(period)
    assert settings
    total = sum(row["amount"] for row in open_items(company, period))
    expect(number(page)).to_have_text(say_money(total, settings.currency))


def test_items_are_worked_on_together_and_one_by_one(dashboard: Dashboard, visit: Visit, company: Warehouse) -> None:
    period = company.head().periods()[0]
    before = open_items(company, period)
    page = visit(dashboard.at("worklist", organisation=COMPANY, period=period))
    settle(page)
    enter_name(page, "Ada")
    expect_open(page, company, period)
    for row in (0, 1):
        with rerun(page):
            pick_row(page.get_by_test_id("stDataFrame").first, row)
    page.get_by_role("radio", name="Explain").click()
    page.get_by_role("textbox", name="What explains the difference").fill("Both were counted on the last day.")
    shoot(page, "worklist-bulk")
    page.get_by_role("button", name="Explain: 2 items").click()
    expect(page.get_by_text("2 items explained")).to_be_visible()
    expect_open(page, company, period)
    recorded = [(event.kind, event.subject, event.who) for event in AuditLog(company).events()[-2:]]
    assert recorded == [("explained", row["item"], "Ada") for row in before[:2]]

    pick_row(page.get_by_test_id("stDataFrame").first, 0)
    expect_asked(page, "row", before[2]["item"])
    page.get_by_role("textbox", name="Ask a question or leave a comment").fill(ASKED)
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.get_by_text(ASKED)).to_be_visible()
    shoot(page, "worklist-item")
    colleague = visit(page.url, "dark")
    settle(colleague)
    enter_name(colleague, "Ben")
    expect_answered(colleague)
    page.reload()
    expect(page.locator(".st-key-top-bar").get_by_role("button", name="Ada")).to_be_visible()  # asked only once
    expect(page.get_by_text(ANSWERED)).to_be_visible()
    page.get_by_role("button", name="Close", exact=True).click()
    page.get_by_role("button", name="Yes: close").click()
    expect(page.get_by_text("closed by Ada")).to_be_visible()
    assert [one.state for one in comments(company, period, before[2]["item"])] == ["closed"]


def expect_answered(page: Page) -> None:
    """Check that a different person can resolve the comment but not close it."""
    expect(page.get_by_text(ASKED)).to_be_visible()
    expect(page.get_by_role("button", name="Close", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Resolve").click()
    page.get_by_role("textbox", name="Answer").fill(ANSWERED)
    page.get_by_role("button", name="Resolve it").click()
    expect(page.get_by_text(ANSWERED).first).to_be_visible()
    shoot(page, "worklist-answered")


def test_the_fix_plan_is_taken_to_the_warehouse(
    dashboard: Dashboard, visit: Visit, company: Warehouse, tmp_path: Path
) -> None:
    period = company.head().periods()[-1]
    plan = run(company, "fix_plan", period).table.to_pylist()
    page = visit(dashboard.at("fix-plan", organisation=COMPANY, period=period))
    settle(page)
    assert not asked(page, "row")
    main = page.get_by_test_id("stMain")
    screens = reread(page, lambda: main.evaluate("main => main.scrollHeight / innerHeight"), lambda found: found < 2)
    assert screens < 2
    with page.expect_download() as saved:
        page.get_by_role("button", name="Tick-off sheet").click()
    saved.value.save_as(tmp_path / "plan.xlsx")
    assert (tmp_path / "plan.xlsx").read_bytes()[:2] == b"PK"
    with rerun(page):
        page.get_by_role("button", name="Warehouse ·").click()
    job = next(row for row in plan if row["for_whom"] == "Warehouse")
    pick_row(page.get_by_test_id("stDataFrame").first, 0)
    panel = page.locator(".st-key-panel")
    expect(panel.get_by_role("heading", name=job["field"])).to_be_visible()
    expect(panel.get_by_role("link", name="Try the correction")).to_be_visible()
    shoot(page, "fix-plan-warehouse")
    page.emulate_media(media="print")
    expect(page.get_by_role("cell", name=job["field"], exact=True).first).to_be_visible()
    expect(page.get_by_text("The tick-off sheet of this page lists the documents of every job")).to_be_visible()
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.get_by_role("button", name="Tick-off sheet")).to_be_hidden()
