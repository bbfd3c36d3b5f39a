"""A finance lead closes a month: reviews last month's, opens a document, ticks off a step, downloads a list."""

from decimal import Decimal
from pathlib import Path

import pyarrow.compute as pc
from playwright.sync_api import Page, expect

from close.archive import export
from close.months import month
from close.rules.answers import Answer, run
from close.signing.answers import answer
from close.store.warehouse import Warehouse
from pages.parts.widgets.answers import where
from tests.journeys.conftest import BOOKLESS, COMPANY, Dashboard, Visit
from tests.journeys.screen import (
    STREAMLIT,
    asked,
    choose,
    enter_first_name,
    expect_accessible,
    expect_asked,
    heading,
    number,
    pick_row,
    settle,
    shoot,
)

ROW = 3
NOTE = "Looked at both Draft tabs in Xero: nothing dated up to the month end."


def money(answer: Answer, column: str, warehouse: Warehouse) -> str:
    """Return the total that a page must show for a column."""
    settings = warehouse.settings(answer.period)
    assert settings
    return f"{settings.currency} {Decimal(pc.sum(answer.table[column]).as_py() or 0):,.2f}"


def test_the_month_is_switched_and_sent_to_a_colleague(dashboard: Dashboard, visit: Visit, company: Warehouse) -> None:
    *_, before, newest = company.head().periods()
    recorded = {
        period: money(run(company, "timing_differences", period), "value", company) for period in (before, newest)
    }
    assert recorded[before] != recorded[newest]

    page = visit(dashboard.at("timing-differences", organisation=COMPANY))
    expect(number(page)).to_have_text(recorded[newest])
    expect_asked(page, "period", newest)
    choose(page, "Month", f"{month(before).start:%B %Y}")
    expect_asked(page, "period", before)
    expect(number(page)).to_have_text(recorded[before])
    shoot(page, "timing-differences-last-month")

    colleague = visit(page.url)
    expect(number(colleague)).to_have_text(recorded[before])
    expect(colleague.get_by_role("combobox", name="Month")).to_have_value(f"{month(before).start:%B %Y}")
    colleague.goto(dashboard.at("timing-differences", organisation=COMPANY, period=newest))
    expect(number(colleague)).to_have_text(recorded[newest])


def test_a_document_without_cogs_is_opened_down_to_its_line(
    dashboard: Dashboard, visit: Visit, company: Warehouse
) -> None:
    newest = company.head().periods()[-1]
    listed = answer(company, "blank_cogs", newest)
    row = listed.table.to_pylist()[ROW]
    file = next(r.file_name for r in company.head().landings if r.landing == row["_landing"])
    key = "|".join(str(row[name]) for name in listed.report.key)

    page = visit(dashboard.at("blank-cogs", organisation=COMPANY, period=newest))
    settle(page)
    assert not asked(page, "row")
    pick_row(page.get_by_test_id("stDataFrame").last, ROW)
    expect_asked(page, "row", key)
    expect_opened(page, row, file)
    shoot(page, "blank-cogs-row")

    colleague = visit(page.url)
    expect_opened(colleague, row, file)
    expect_asked(colleague, "row", key)


def expect_opened(page: Page, row: dict[str, object], file: str) -> None:
    """Check the detail of a row: the document, the rule, the fix and the line in the file."""
    main = page.get_by_test_id("stMain")
    expect(main.get_by_role("heading", level=2, name=str(row["order_ref"]))).to_be_visible()
    expect(main.get_by_text("What to do:")).to_be_visible()
    for phrase in (row["reason"], row["fix"]):
        expect(main.get_by_role("paragraph").filter(has_text=str(phrase)).first).to_be_visible()
    expect(main.get_by_text(f"Line {row['_line']:,} of {file}")).to_be_visible()
    line = page.get_by_test_id("stDataFrame").last
    line.scroll_into_view_if_needed()
    expect(line.get_by_text(str(row["order_ref"]), exact=True).first).to_be_attached()


def test_a_step_shows_its_documents_and_another_is_attested(dashboard: Dashboard, visit: Visit) -> None:
    books = Warehouse(dashboard.folder, BOOKLESS)
    newest = books.head().periods()[-1]
    steps = run(books, "checklist", newest).table.to_pylist()
    failing = next(step for step in steps if step["state"] == "exceptions")
    unproven = next(step for step in steps if step["state"] == "cannot_tell" and not step["exception_count"])

    page = visit(dashboard.at("checklist", organisation=BOOKLESS, period=newest))
    page.get_by_role("button", name=f"{failing['step']} {failing['title']}").click()
    expect_asked(page, "step", failing["step"])
    expect(page.get_by_text(f"{failing['exception_count']:,} documents keep this step from passing")).to_be_visible()
    expect(page.get_by_text("A step with exceptions cannot be attested")).to_be_visible()
    pick_row(page.get_by_test_id("stDataFrame").first, 0)
    documents = where(answer(books, "step_exceptions", newest).table, "step", [failing["step"]])
    document = documents.to_pylist()[0]
    expect(page.get_by_role("heading", level=2, name=document["ref"])).to_be_visible()
    for phrase in (document["reasons"], document["fix"]):
        expect(page.get_by_role("paragraph").filter(has_text=phrase).last).to_be_visible()
    shoot(page, "checklist-exceptions")

    page.get_by_role("button", name=f"{unproven['step']} {unproven['title']}").click()
    expect_asked(page, "step", unproven["step"])
    expect(heading(page, f"{unproven['step']} {unproven['title']}")).to_be_visible()
    page.get_by_role("textbox", name="What did you look at, and what did you see?").fill(NOTE)
    page.get_by_role("button", name=f"Attest {unproven['step']} for {month(newest).start:%B %Y}").click()
    enter_first_name(page, "Ada")
    page.get_by_test_id("stToast").filter(has_text="Attest").hover()  # it stays as long as it is pointed at
    (passing,) = (one["selector"] for one in STREAMLIT["known"] if one.get("passing"))
    assert expect_accessible(page, passing) == {passing}
    expect_attested(page)
    shoot(page, "checklist-attested")
    page.reload()
    expect_attested(page)
    state = {step["step"]: step["state"] for step in run(books, "checklist", newest).table.to_pylist()}
    assert state[unproven["step"]] == "attested"


def expect_attested(page: Page) -> None:
    """Check that the open step shows who attested it, and on what evidence."""
    recorded = page.get_by_test_id("stAlert").filter(has_text="Attested by Ada")
    expect(recorded).to_contain_text(NOTE)


def test_a_list_is_taken_along(dashboard: Dashboard, visit: Visit, company: Warehouse, tmp_path: Path) -> None:
    newest = company.head().periods()[-1]
    listed = answer(company, "timing_differences", newest)
    shown = listed.table.select([column.name for column in listed.report.columns if not column.is_lineage])

    page = visit(dashboard.at("timing-differences", organisation=COMPANY, period=newest))
    settle(page)
    with page.expect_download() as taken:
        page.get_by_role("button", name="csv").click()
    assert taken.value.suggested_filename == f"timing_differences {newest}.csv"
    taken.value.save_as(tmp_path / "taken.csv")
    assert (tmp_path / "taken.csv").read_bytes() == export.write(shown, "csv")
