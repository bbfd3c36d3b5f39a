"""Two people close a month: signed in, cleared, attested, signed, reviewed and sealed. Then a new export arrives."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from close.signing.answers import answer
from close.store.audit_log import AuditLog
from close.store.warehouse import Warehouse, slug
from tests.given.signed import settle as settle_steps
from tests.journeys.close.restated import SETTINGS, Company, changed, make_company, zipped
from tests.journeys.conftest import Dashboard, Visit
from tests.journeys.screen import accept_changes, expect_read, heading, pick_row, reread, rerun, settle, shoot
from tests.journeys.signed_in import ADA, BEN, EVE, act, introduce, month_name, open_page, sign_in, signed_in

MATERIALITY = "50.00"

# The provider is a stand-in on this machine. Its framework warns about future removals.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    return make_company(tmp_path_factory.mktemp("company"))


@pytest.fixture(scope="module")
def served_company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    with signed_in(tmp_path_factory.mktemp("signed-in"), ADA) as running:
        yield running


def clear(ada: Page, ben: Page, at: Dashboard, books: Warehouse, period: str) -> None:
    """Attest a step that the data leaves open, as preparer, waive another as reviewer, and settle the rest unseen."""
    rows = answer(books, "checklist", period).table.to_pylist()
    is_open = [row for row in rows if row["proof"] in {"cannot_tell", "exceptions"}]
    unproven = next(row["step"] for row in is_open if not row["exception_count"])
    contradicted = next(row["step"] for row in is_open if row["exception_count"])
    here = {"organisation": books.organisation, "period": period}
    open_page(ada, at.at("checklist", step=unproven, **here), "Checklist")
    ada.get_by_role("textbox", name="What did you look at").fill("Both Draft tabs: nothing is left.")
    act(ada, f"Attest {unproven}", "Attested by")
    open_page(ben, at.at("checklist", step=contradicted, **here), "Checklist")
    ben.get_by_text("Waive: let the month close anyway").click()
    ben.get_by_role("textbox", name="Why can the month close anyway?").fill("Corrected in the next month.")
    act(ben, f"Waive {contradicted}", "Waived by")
    settle_steps(books, period, BEN)


def listed(page: Page) -> set[str]:
    """Return the references on the page of moved documents, downloaded as csv, with or without an effect."""
    found: set[str] = set()
    group = page.get_by_test_id("stMain").get_by_role("radiogroup").first
    for view in group.get_by_role("radio").all():
        if not view.is_checked():
            with rerun(page):
                view.click()
        with page.expect_download() as taken:
            page.get_by_role("button", name="csv").click()
        rows = csv.DictReader(io.StringIO(Path(taken.value.path()).read_text(encoding="utf-8-sig")))
        found |= {row["ref"].upper() for row in rows}
    return found


def test_a_month_is_closed_by_two_people(served_company: Dashboard, visit: Visit, company: Company) -> None:
    at, books = served_company, Warehouse(served_company.folder, company.name)
    ada, ben = visit(at.url), visit(at.url)
    start(ada, at, company)
    be_turned_away(visit(at.url), at, company)
    sign_in(ben, BEN)
    be_blocked(ben, at, books, company)
    clear(ada, ben, at, books, company.period)
    shoot(ben, "close-5-waived")
    first = sign_and_review(ada, ben, at, books, company.period)
    ben.get_by_role("radio", name="Seal").click()
    ben.get_by_role("button", name=f"Seal {month_name(company.period)}", exact=True).click()
    act(ben, f"Yes: seal {month_name(company.period)}", "Sealed by")
    expect(ben.get_by_test_id("stSidebar").get_by_text("Sealed").first).to_be_visible()
    shoot(ben, "close-7-sealed")

    restate(ada, at, books, company)
    see_what_moved(ben, at, books, company, first)
    reopen(ada, at, books, company)
    settle_steps(books, company.period, BEN)
    assert sign_and_review(ada, ben, at, books, company.period) > first
    run_again(ben, books, company.period, first)
    ben.locator(".st-key-top-bar").get_by_text(BEN).click()
    ben.get_by_role("button", name="Log out").click()
    expect(ben.get_by_text("Signed in as")).to_have_count(0)


def start(ada: Page, at: Dashboard, company: Company) -> None:
    """Start the organisation, assign the roles and upload the exports, as the administrator of Tieout."""
    expect(heading(ada, "Tieout")).to_be_visible()
    shoot(ada, "close-1-door")
    sign_in(ada, ADA)
    open_page(ada, at.at("organisation", new="yes"), "A new organisation")
    ada.get_by_role("textbox", name="Name", exact=True).fill(company.name)
    ada.get_by_role("button", name="Start this organisation").click()
    expect(heading(ada, "Upload")).to_be_visible()
    drop(ada, company.drop)
    shoot(ada, "close-2-uploaded")
    here = {"organisation": slug(company.name), "period": company.period}
    open_page(ada, at.at("organisation", **here), "Organisation")
    ada.get_by_text("Roles", exact=True).click()
    for role, who in (("Preparers", ADA), ("Reviewers", f"{BEN}\n{ADA}"), ("Administrators", ADA)):
        ada.get_by_role("textbox", name=role).fill(who)
    ada.get_by_role("textbox", name="Materiality").fill(MATERIALITY)
    ada.get_by_role("textbox", name="Why do the rules change?").fill("Agreed for the close")
    ada.get_by_role("button", name="Save roles and rules").click()
    expect(ada.get_by_test_id("stToast").filter(has_text="Roles and rules saved")).to_be_visible()
    shoot(ada, "close-3-settings")


def drop(page: Page, files: Sequence[Path], is_restated: bool = False) -> None:
    """Upload files as one zip, with none refused. If the month is restated, accept what changes."""
    settle(page)
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files([zipped(files)])
    if is_restated:
        accept_changes(page)
    outcome = expect_read(page)
    assert reread(page, lambda: count_read(outcome.inner_text()), len(files).__eq__) == len(files)


def count_read(text: str) -> int:
    """Return how many files a heading counts that were read now or before."""
    return sum(int(count) for count in re.findall(r"(\d+) (?:read|unchanged)", text))


def be_turned_away(eve: Page, at: Dashboard, company: Company) -> None:
    """Check that a person known to the provider but not to the organisation sees nothing, even through a link."""
    introduce(eve, EVE)
    expect(heading(eve, "No role yet")).to_be_visible()
    eve.goto(at.at("signoff", organisation=slug(company.name), period=company.period))
    expect(heading(eve, "No role yet")).to_be_visible()
    expect(eve.get_by_text(company.name)).to_have_count(0)
    shoot(eve, "close-stranger")


def be_blocked(ben: Page, at: Dashboard, books: Warehouse, company: Company) -> None:
    """Check that nobody can sign yet, and that the page gives the reason."""
    open_page(ben, at.at("signoff", organisation=books.organisation, period=company.period), "Sign-off")
    expect(ben.get_by_text("exceptions to clear or waive").first).to_be_visible()
    for button in ("Sign as preparer", "Review and sign"):
        expect(ben.get_by_role("button", name=button)).to_be_disabled()
    shoot(ben, "close-4-blocked")


def restate(ada: Page, at: Dashboard, books: Warehouse, company: Company) -> None:
    """Export and land the sealed month again."""
    open_page(ada, at.at("upload", organisation=books.organisation, period=company.period), "Upload")
    drop(ada, [file for file in sorted(company.restated.iterdir()) if file.name != SETTINGS], is_restated=True)


def see_what_moved(ben: Page, at: Dashboard, books: Warehouse, company: Company, first: int) -> None:
    """Check that exactly the documents that differ between the two exports suspend the signatures."""
    here = {"organisation": books.organisation, "period": company.period}
    open_page(ben, at.at("signoff", **here), "Sign-off")
    expect(ben.get_by_text(f"Changed since signature {first}")).to_be_visible()
    expect(ben.get_by_text("Suspended").first).to_be_visible()
    shoot(ben, "close-8-suspended")
    open_page(ben, at.at("moved", since=str(first), **here), "Changes since signing")
    shoot(ben, "close-9-moved")
    truth = changed(company.first, company.restated)
    assert truth
    assert listed(ben) == truth


def reopen(ada: Page, at: Dashboard, books: Warehouse, company: Company) -> None:
    """Re-open the sealed month for a week with a reason, as administrator."""
    open_page(ada, at.at("signoff", organisation=books.organisation, period=company.period), "Sign-off")
    ada.get_by_role("radio", name="Seal").click()
    ada.get_by_role("textbox", name="Why are you re-opening it?").fill("The month was exported again.")
    act(ada, f"Re-open {month_name(company.period)}", "Re-opened until")


def run_again(ben: Page, books: Warehouse, period: str, first: int) -> None:
    """Re-run the first signature from its record. The digests are unchanged, even after later landings."""
    with rerun(ben):
        ben.get_by_role("radio", name="History").click()
    history = [event for event in reversed(AuditLog(books).events()) if event.period == period]
    index = next(index for index, event in enumerate(history) if event.number == first)
    pick_row(ben.get_by_test_id("stDataFrame").first, index)
    ben.get_by_role("button", name=f"Run signature {first} again").click()
    pins = len(history[index].pins)
    expect(ben.get_by_text(f"{pins} of {pins} digests")).to_be_visible()
    shoot(ben, "close-10-run-again")


def sign_and_review(ada: Page, ben: Page, at: Dashboard, books: Warehouse, period: str) -> int:
    """Sign the month as one person and review it as another. Return the number of the first signature."""
    address = at.at("signoff", organisation=books.organisation, period=period)
    open_page(ada, address, "Sign-off")
    act(ada, "Sign as preparer", f"Prepared by {ADA}")
    number = AuditLog(books).events()[-1].number
    expect(ada.get_by_text(f"{ADA} prepared it, so somebody else must review it.")).to_be_visible()
    open_page(ben, address, "Sign-off")
    act(ben, "Review and sign", f"Reviewed by {BEN}")
    expect(ben.get_by_text("No further signature is needed")).to_be_visible()
    shoot(ben, f"close-6-signed-{number}")
    return number
