"""A link from a colleague still leads to the same place when it is opened by a user who has to sign in first."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

import sample
from close.store.warehouse import Warehouse

from .conftest import COMPANY, Dashboard, Visit, exports_of, land
from .screen import expect_asked, heading, settle, shoot
from .signed_in import ADA, introduce, sign_in, signed_in

# The provider is a stand-in on this machine. Its framework warns about future removals.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """Serve a company with sign-in."""
    folder = tmp_path_factory.mktemp("guarded")
    land(folder, COMPANY, exports_of(sample.KESTREL, 1, tmp_path_factory.mktemp("exports")))
    with signed_in(folder, ADA) as running:
        yield running


def test_a_link_is_kept_through_the_sign_in(guarded: Dashboard, visit: Visit) -> None:
    (period,) = Warehouse(guarded.folder, COMPANY).head().periods()
    page = visit(guarded.at())
    expect(heading(page, "Tieout")).to_be_visible()
    settle(page)
    page.goto(guarded.at("checklist", organisation=COMPANY, period=period, step="SY5"))
    expect(heading(page, "Tieout")).to_be_visible()
    settle(page)
    introduce(page, ADA)
    expect(heading(page, "Checklist")).to_be_visible()
    for name, value in {"organisation": COMPANY, "period": period, "step": "SY5"}.items():
        expect_asked(page, name, value)
    expect(page.get_by_test_id("stMain").get_by_role("heading", name="SY5")).to_be_visible()
    shoot(page, "deep-link")

    page.goto(guarded.at())
    expect(heading(page, "Overview")).to_be_visible()  # it is remembered only once
    settle(page)


def test_a_user_without_a_link_sees_the_overview(guarded: Dashboard, visit: Visit) -> None:
    page = visit(guarded.at())
    sign_in(page, ADA)
    expect(heading(page, "Overview")).to_be_visible()


def test_an_address_leads_to_no_other_machine(guarded: Dashboard, visit: Visit) -> None:
    page = visit(guarded.at())
    expect(heading(page, "Tieout")).to_be_visible()
    # At the start of every page from here on, because the page of the sign-in writes its own address there.
    page.add_init_script("sessionStorage.setItem('address', '//elsewhere.example/x')")
    introduce(page, ADA)
    page.wait_for_url(lambda url: url == f"{guarded.url}//elsewhere.example/x")  # a page of this server
    expect(page.get_by_text("Bad Request")).to_be_visible()
