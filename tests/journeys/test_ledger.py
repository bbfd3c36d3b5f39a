"""A finance lead traces an amount into the ledger: from a bar of the bridge to the line in a file and a journal."""

import io
import re
import zipfile
from typing import Any

import pytest
from playwright.sync_api import Page, expect

import sample
from close.signing.answers import answer
from close.store.warehouse import Warehouse
from close.work.legs import make_legs
from pages.bridge.identities import EXPLANATIONS
from pages.parts.charts import OMNI
from pages.parts.month.causes import UNEXPLAINED, cause
from pages.parts.widgets.story import STATES
from pages.parts.words import say_money

from .conftest import COMPANY, Dashboard, Visit, exports_of, land
from .screen import (
    NARROW,
    expect_asked,
    expect_no_overflow,
    go_to,
    heading,
    number,
    pick_largest_bar,
    pick_row,
    reread,
    rerun,
    settle,
    shoot,
)

FEW, TWO_CAUSES = "few", ("S01", "P01")
DOCUMENTS = {"SO", "CN", "PO", "SCN", "ADJ"}
COLOUR = "text => getComputedStyle(text).color.match(/\\d+/g).map(Number)"


@pytest.fixture
def rows(company: Warehouse):
    """Return the rows of a report for the company's newest month."""
    return lambda name: answer(company, name, company.head().periods()[-1]).table.to_pylist()


@pytest.fixture(scope="module")
def few(dashboard: Dashboard, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a company with only two kinds of faults."""
    faults = sample.Faults.of(list(TWO_CAUSES), times=3)
    land(dashboard.folder, FEW, exports_of(sample.KESTREL, 3, tmp_path_factory.mktemp(FEW), faults))
    return FEW


def bars_of(rows: Any) -> list[dict[str, Any]]:
    """Return the bridge's causes with positive amounts (Omni is higher), largest first."""
    found = [cause for leg in make_legs(rows("bridge"), rows("balances")[0]) for cause in leg.causes]
    return sorted((row for row in found if row["amount"] > 0), key=lambda row: -row["amount"])


def test_a_bar_of_the_bridge_leads_to_its_documents_and_one_to_its_story(
    dashboard: Dashboard, visit: Visit, rows: Any, company: Warehouse
) -> None:
    largest = bars_of(rows)[0]
    behind = [row for row in rows("findings") if row["cause_id"] == largest["cause_id"] and row["leg1_amount"]]
    page = visit(dashboard.at("bridge", organisation=COMPANY))
    settle(page)
    shoot(page, "bridge-many-causes")

    pick_largest_bar(page.get_by_test_id("stVegaLiteChart").first, OMNI)
    name = cause(largest["cause_id"], company.head().periods()[-1]).name
    expect(page.get_by_test_id("stMultiSelect").get_by_text(f"{name} · {largest['documents']:,}")).to_be_visible()
    expect(page.get_by_text(f"{len(behind):,} of {len(rows('findings')):,} rows")).to_be_visible()
    shoot(page, "bridge-picked-bar")

    pick_row(page.get_by_test_id("stDataFrame").first, 0)
    story = page.get_by_role("button", name="Whole history")
    expect(story).to_be_visible()
    shoot(page, "bridge-picked-document")
    story.click()
    expect(heading(page, behind[0]["ref"])).to_be_visible()
    expect_asked(page, "ref", behind[0]["ref"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_bridge_of_two_causes_has_them_and_the_unexplained_amount(
    dashboard: Dashboard, visit: Visit, few: str, scheme: str
) -> None:
    own = Warehouse(dashboard.folder, few)
    named_causes = {row["cause_id"] for row in answer(own, "bridge", own.head().periods()[-1]).table.to_pylist()}
    assert named_causes == {*TWO_CAUSES, UNEXPLAINED}
    page = visit(dashboard.at("bridge", organisation=few), scheme)
    expect(page.get_by_text("fully explained", exact=True)).to_be_visible()
    shoot(page, f"bridge-two-causes-{scheme}")


def test_the_bridge_says_where_it_first_cracked(dashboard: Dashboard, visit: Visit, rows: Any) -> None:
    first = rows("first_crack")[0]
    page = visit(dashboard.at("bridge", organisation=COMPANY))
    page.get_by_role("radio", name="First difference").click()
    recorded = page.get_by_test_id("stAlert").filter(has_text="The reconciliation and the ledger first differ")
    expect(recorded).to_contain_text(first["ref"])
    expect(recorded).to_contain_text(say_money(first["difference"]))
    shoot(page, "first-crack")


def test_a_tie_out_that_fails_leads_to_the_page_that_explains_it(dashboard: Dashboard, visit: Visit, rows: Any) -> None:
    ties = rows("tie_outs")
    failing = [row for row in ties if row["state_code"] == "fails"]
    page = visit(dashboard.at("tie-outs", organisation=COMPANY), width=NARROW)
    expect(number(page)).to_have_text(f"{sum(row['state_code'] == 'holds' for row in ties)} of {len(ties)}")
    expect(heading(page, f"Tie-outs that differ ({len(failing)})")).to_be_visible()
    expect_no_overflow(page)
    shoot(page, "tie-outs-narrow")
    drift = next(row for row in failing if row["tie_out"] == "T19")
    expect(page.get_by_test_id("stMain").get_by_text(say_money(drift["difference"]), exact=True).first).to_be_visible()
    expect(page.get_by_test_id("stMain").get_by_text(EXPLANATIONS["T19"].note)).to_be_visible()
    label = next(EXPLANATIONS[row["tie_out"]].label for row in failing if EXPLANATIONS[row["tie_out"]].page == "bridge")
    page.get_by_test_id("stMain").get_by_role("link", name=label, exact=True).first.click()
    expect(heading(page, "Bridge")).to_be_visible()


def test_a_line_of_the_stock_account_opens_its_documents(dashboard: Dashboard, visit: Visit, rows: Any) -> None:
    rest = sum(row["amount"] for row in rows("bridge") if row["cause_id"] == UNEXPLAINED)
    page = visit(dashboard.at("stock-account", organisation=COMPANY))
    expect(number(page)).to_contain_text(say_money(rest))
    pick_row(page.get_by_test_id("stDataFrame").first, 1)
    expect(page.get_by_test_id("stMultiSelect").get_by_test_id("stMarkdownContainer").first).to_be_attached()
    settle(page)
    shoot(page, "stock-account-picked-line")


def test_what_is_unmatched_comes_first_and_can_be_seen_alone(dashboard: Dashboard, visit: Visit, rows: Any) -> None:
    piles = [row["pile"] for row in rows("ledger_match")]
    page = visit(dashboard.at("ledger-match", organisation=COMPANY))
    for pile in ("unmatched", "suggested", "matched"):
        metric = page.get_by_test_id("stMetric").filter(has_text=pile.capitalize())
        expect(metric.last).to_contain_text(f"{piles.count(pile):,}")
    page.get_by_role("button", name=f"Unmatched · {piles.count('unmatched')}").click()
    expect(page.get_by_text(f"{piles.count('unmatched')} of {len(piles)} rows")).to_be_visible()
    shoot(page, "ledger-match-unmatched")
    page.get_by_role("radio", name="Without a valid document").click()
    expect(page.get_by_text("debit less credit").first).to_be_visible()
    shoot(page, "ledger-match-alone")


def test_stranded_cogs_leads_to_the_story_of_a_document(dashboard: Dashboard, visit: Visit, rows: Any) -> None:
    assert rows("stranded_cogs")
    page = visit(dashboard.at("cogs-proof", organisation=COMPANY))
    expect(heading(page, "COGS that a later sync would miss, and months that it would change")).to_be_visible()
    pick_row(page.locator("[class*=st-key-table-stranded_cogs]").get_by_test_id("stDataFrame"), 0)
    expect(page.get_by_role("button", name="Whole history")).to_be_visible()
    expect(page.locator(".st-key-panel").get_by_text("What to do:")).to_be_visible()
    shoot(page, "cogs-proof-stranded")


def test_a_kind_that_sync_all_skips_opens_its_documents(dashboard: Dashboard, visit: Visit, rows: Any) -> None:
    gap = rows("sync_all_gap")
    page = visit(dashboard.at("sync-gap", organisation=COMPANY))
    pick_row(page.get_by_test_id("stDataFrame").first, 0)
    of = sum(row["documents"] for row in gap)
    expect(page.get_by_text(f"{gap[0]['documents']} of {of} rows")).to_be_visible()
    shoot(page, "sync-gap-kind")


@pytest.mark.parametrize("package", ["Xero manual journal", "QuickBooks Online journal entry"])
def test_the_accruals_are_taken_along_for_a_ledger(dashboard: Dashboard, visit: Visit, package: str) -> None:
    page = visit(dashboard.at("accruals", organisation=COMPANY))
    settle(page)
    page.get_by_role("radio", name=package).click()
    fill_accounts(page, "Code: " if package.startswith("Xero") else "Name: ")
    with page.expect_download() as taken:
        page.get_by_role("button", name=f"{package} and reversal").click()
    with zipfile.ZipFile(io.BytesIO(taken.value.path().read_bytes())) as files:
        journals = [name for name in files.namelist() if not name.endswith(".txt")]
        lines = [len(files.read(name).splitlines()) for name in journals]
    assert len(lines) >= 2
    assert min(lines) > 1
    shoot(page, f"accruals-{package.split(maxsplit=1)[0].lower()}")
    expect_asked(page, "organisation", COMPANY)


def fill_accounts(page: Page, what: str) -> None:
    """Choose every account in the journal that the settings leave open: codes are typed, names also chosen."""
    fields = page.get_by_role("textbox", name=what).or_(page.get_by_role("combobox", name=what))
    expect(fields.first).to_be_visible()
    settle(page)
    for index in range(fields.count()):
        if not fields.nth(index).input_value():
            with rerun(page):
                fields.nth(index).click()
                page.keyboard.type(f"{900 + index}")
                page.keyboard.press("Enter")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_story_of_a_document_shows_the_broken_link_in_red(
    dashboard: Dashboard, visit: Visit, rows: Any, scheme: str
) -> None:
    story = rows("document_story")
    link = next(row for row in story if row["state"] == "error" and row["doc_type"] in DOCUMENTS)
    links = [row for row in story if row["ref"] == link["ref"] and STATES[row["state"]].is_broken]
    page = visit(dashboard.at("story", organisation=COMPANY, ref=link["ref"]), scheme)
    expect(heading(page, link["ref"])).to_be_visible()
    expect(page.get_by_text(re.compile(rf"^{len(links)} steps? to correct$"))).to_be_visible()
    shown = page.get_by_test_id("stMain").get_by_text(link["step"], exact=True)
    settle(page)
    assert is_red(reread(page, lambda: shown.evaluate(COLOUR), is_red))
    page.get_by_text("Line", exact=True).first.click()
    expect(page.get_by_text(f"Line {story_line(story, link['ref']):,} of")).to_be_visible()
    shoot(page, f"story-broken-{scheme}")
    go_to(page, "Document")
    expect(heading(page, "Document")).to_be_visible()


def is_red(colour: list[float]) -> bool:
    """Return whether the red part of a colour outweighs its green and its blue part by far."""
    red, green, blue, *_ = colour
    return red > 1.5 * max(green, blue)


def story_line(story: list[dict[str, Any]], ref: str) -> int:
    """Return the line in the file behind the first step of a document."""
    return int(next(row for row in story if row["ref"] == ref)["_line"])
