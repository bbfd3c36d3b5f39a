"""The first start of Tieout."""

from pathlib import Path

from playwright.sync_api import expect

from close.rules.answers import run
from close.store.warehouse import Warehouse, organisations
from pages.parts.words import say_money

from .conftest import Visit, served
from .screen import expect_asked, heading, settle, shoot


def test_a_first_start_meets_a_company_that_is_already_there(tmp_path: Path, visit: Visit) -> None:
    assert not organisations(tmp_path)
    with served(tmp_path) as dashboard:
        page = visit(dashboard.at())
        expect(heading(page, "Overview")).to_be_visible()
        settle(page)

        assert organisations(tmp_path) == ["sample-company"]
        landed = Warehouse(tmp_path, "sample-company")
        month = landed.head().periods()[-1]
        expect_asked(page, "organisation", "sample-company")
        expect_asked(page, "period", month)
        gap = run(landed, "gap_by_month", month).table.to_pylist()[-1]["gap"]
        expect(page.locator(".st-key-figure-gap")).to_contain_text(say_money(gap))
        shoot(page, "first-start")

        expect(page.get_by_text("This is a made-up company with planted errors.", exact=True)).to_be_visible()
        page.get_by_role("button", name="Start a new organisation").click()
        expect(heading(page, "Start with your files")).to_be_visible()
        shoot(page, "first-start-new-organisation")


def test_the_first_visit_to_a_server_may_be_to_any_address(tmp_path: Path, visit: Visit) -> None:
    with served(tmp_path) as dashboard:
        page = visit(dashboard.at("coverage"))
        expect(heading(page, "Coverage")).to_be_visible()
        settle(page)
        expect(page.get_by_text("Page not found")).to_have_count(0)
