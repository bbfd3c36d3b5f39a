"""A signed month whose figures have changed says so on every page, and nothing about it is green."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from close.archive.prints import checklist as printed
from close.signing import signoff
from close.signing.answers import answer
from close.signing.standing import PREPARER, REVIEWER
from close.store.seals import MONTH
from close.store.warehouse import Warehouse
from pages.parts.frame.navigation import PAGES
from tests.given.landings import landing, sale
from tests.pages.conftest import CLEAN
from tests.pages.screen import Open, words

BAND = "are not those that were signed on"


@pytest.fixture
def sealed(writable: Path, months: list[str]) -> Warehouse:
    """Return a warehouse whose newest month is signed, reviewed and sealed."""
    books = Warehouse(writable, CLEAN)
    signoff.sign(books, months[-1], MONTH, "Ann", PREPARER)
    signoff.sign(books, months[-1], MONTH, "Ben", REVIEWER)
    signoff.seal(books, months[-1], "Ben")
    return books


def change(books: Warehouse, period: str) -> None:
    books.land([landing("sales_documents", [sale("X-1", acct_date=None)], period)], "Ann")


def menu_of(app: AppTest) -> str:
    return "\n".join(str(element.value) for element in app.sidebar.markdown)


def test_a_sealed_month_that_holds_is_green(sealed: Warehouse, open_page: Open, months: list[str]) -> None:
    app = open_page("overview", CLEAN, period=months[-1])
    assert BAND not in words(app)
    assert ":green-badge[:material/lock: Sealed]" in menu_of(app)
    assert printed.facts(sealed, months[-1], printed.NEW, blank=False)["sealed"] == "the month is sealed"


@pytest.mark.parametrize("page", ["overview", "checklist", "tie_outs", "organisation", "upload"])
def test_every_page_of_a_sealed_month_that_moved_says_so(
    sealed: Warehouse, open_page: Open, months: list[str], page: str
) -> None:
    change(sealed, months[-1])
    app = open_page(page, CLEAN, period=months[-1])
    assert not app.exception
    assert BAND in words(app)
    assert "the month is sealed" in words(app)
    assert ":orange-badge[:material/lock: Sealed, changed since]" in menu_of(app)
    ways = {link.proto.label: (link.proto.page, link.proto.query_string) for link in app.main.get("page_link")}
    assert "as_of=event-2" in ways["See the month as it was signed"][1]
    assert ways["See what changed"][0] == PAGES["moves"].address
    assert "has changed since" in printed.facts(sealed, months[-1], printed.NEW, blank=False)["sealed"]


def test_the_month_as_it_was_signed_has_no_band(sealed: Warehouse, open_page: Open, months: list[str]) -> None:
    change(sealed, months[-1])
    assert BAND not in words(open_page("overview", CLEAN, period=months[-1], as_of="event-2"))


def test_a_sealed_month_is_re_opened_before_it_is_signed_again(
    sealed: Warehouse, open_page: Open, months: list[str]
) -> None:
    change(sealed, months[-1])
    ways = [link.proto.label for link in open_page("moves", CLEAN, period=months[-1]).main.get("page_link")]
    assert "Re-open and sign again" in ways
    assert "Sign again" not in ways
    assert "Re-open it under Seal first." in words(open_page("signoff", CLEAN, period=months[-1]))


def test_figures_that_hold_are_suspended_with_their_month(
    sealed: Warehouse, open_page: Open, months: list[str]
) -> None:
    assert "-badge[:material/verified: Signed]" in words(open_page("blank_cogs", CLEAN, period=months[-1]))
    change(sealed, months[-1])
    said = words(open_page("blank_cogs", CLEAN, period=months[-1]))
    assert "with the whole month" in said
    assert ":orange-badge[:material/sync_problem: Suspended]" in said
    assert "Signed]" not in said


def test_the_days_to_close_of_a_suspended_month_say_so(sealed: Warehouse, open_page: Open, months: list[str]) -> None:
    def read() -> dict:
        return {row["period"]: row["standing"] for row in answer(sealed, "close_history", months[-1]).table.to_pylist()}

    assert read()[months[-1]] == "signed"
    change(sealed, months[-1])
    assert read() == {**dict.fromkeys(months), months[-1]: "suspended"}
    app = open_page("retrospective", CLEAN, period=months[-1])
    assert "Suspended: the figures have changed since" in words(app)
    table = next(found.value for found in app.dataframe if "Days to close" in found.value.columns)
    assert table["Signature"].tolist()[0] == "Suspended"
