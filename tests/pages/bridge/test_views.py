"""The bridge says the same in each of its views: the heading is of the view, and every row and every code has words."""

import re
from pathlib import Path
from urllib.parse import parse_qs

import pyarrow as pa
import pytest

from close.rules.catalogue import NOT_COMPARED, causes, estimated, unseen
from close.rules.queries import library
from close.signing.answers import answer as answer_of
from close.store.datasets import DATASETS
from close.store.warehouse import Warehouse
from close.work.legs import LEG_NAMES, Leg, make_revenue_legs, name_row, say_estimates
from close.work.words import WORDS
from pages.bridge.unexplained import WAYS
from pages.parts.frame.navigation import PAGES
from pages.parts.month.causes import cause
from pages.parts.words import say_money
from tests.bridge.slips import accounts, ledger, lists
from tests.bridge.test_halves import invoice
from tests.given.landings import landing, sale, settings
from tests.given.screens import open_page as open_there
from tests.pages.conftest import FAULTY, HALF
from tests.pages.screen import Open, words

CODE = re.compile(r"[a-z]+(_[a-z0-9]+)+")
# Codes that only the page of their report shows, which has words of its own for them.
OWN_WORDS = ("proposed_settings", "reference_patterns", "checklist", "evidence")
TAKES_REFERENCE = ("document_search", "document_story")


def test_the_heading_of_the_revenue_view_is_of_revenue(open_page: Open, months: list[str], rows) -> None:
    app = open_page("bridge", period=months[-1], view="Revenue")
    (leg,) = make_revenue_legs(rows("revenue_bridge"), rows("balances")[0])
    assert app.metric[0].value.endswith(say_money(leg.first - leg.last))
    assert app.metric[0].label == "Sales less revenue"
    stock = open_page("bridge", period=months[-1], view="Stock")
    assert stock.metric[0].label == "Valuation less ledger"


def test_the_revenue_view_is_signed_as_the_revenue_bridge(open_page: Open, months: list[str]) -> None:
    for view, subject in (("Revenue", "revenue_bridge"), ("Stock", "bridge"), ("All causes", "bridge")):
        app = open_page("bridge", period=months[-1], view=view)
        queries = [parse_qs(link.proto.query_string) for link in app.main.get("page_link")]
        assert [query["subject"] for query in queries if "subject" in query] == [[subject]]
        keys = [button.key for button in app.button if (button.key or "").startswith("sign-")]
        assert keys == [f"sign-{subject}-preparer"]


def test_what_is_unexplained_is_a_share_of_all_amounts_without_signs(
    open_page: Open, months: list[str], legs: list[Leg]
) -> None:
    rests, size = [leg.unexplained for leg in legs], sum(leg.size for leg in legs)
    assert any(rests)
    share = sum(map(abs, rests)) * 100 / size
    assert f"{share:,.2f}% of {say_money(size)} of differences" in words(open_page("bridge", period=months[-1]))
    assert share <= 100


def test_estimates_are_stated_and_marked(open_page: Open, months: list[str], legs: list[Leg]) -> None:
    said = say_estimates(legs)
    assert estimated() == {"S09", "S10"}
    for leg in legs:
        for row in leg.estimates:
            assert f"{name_row(row['cause_id'])} {say_money(row['amount'])}" in said
    assert said.rstrip(".").split(": ")[0] in words(open_page("overview", period=months[-1]))


def test_each_leg_leads_to_pages_that_compare_its_own_balances() -> None:
    assert not any(parameters.get("view") == "First difference" for *_, parameters in WAYS["hsv_to_sohr"])
    assert {page for ways in WAYS.values() for page, *_ in ways} <= set(PAGES)


@pytest.fixture
def unread(tmp_path: Path) -> Warehouse:
    """Land a month in which an invoice cannot be compared, because its sales account is not in the file."""
    there = Warehouse(tmp_path / "unread", "Ash")
    entries = [*invoice("SO-1"), *invoice("SO-2")[1:]]
    orders = landing("sales_documents", [sale("SO-1"), sale("SO-2")])
    there.land([accounts(), settings("2026-01", upload_state="authorised"), orders, *lists(), ledger(*entries)], "ada")
    return there


def test_documents_that_were_not_compared_are_named_and_never_called_a_difference_of_balances(
    unread: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [row["cause_id"] for row in answer_of(unread, "revenue_bridge", "2026-03").table.to_pylist()]
    assert NOT_COMPARED in found
    app = open_there(
        unread.root, unread.organisation, "2026-03", "bridge", monkeypatch, view="Revenue", cause=NOT_COMPARED
    )
    assert not app.exception
    text = words(app)
    assert "Not compared" in text
    assert "could not be compared" in text
    assert "There are no documents behind it" not in text
    assert NOT_COMPARED not in text


def test_every_cause_has_a_name_and_those_of_the_bridge_say_what_they_are(months: list[str]) -> None:
    for code in {*causes(), *unseen()}:
        assert name_row(code) != code
    for code in (*library("causes"), "A08", "G05", "unexplained", NOT_COMPARED):
        found = cause(code, months[-1])
        assert found.description, code
        assert found.effect, code


@pytest.mark.parametrize("organisation", [FAULTY, HALF])
def test_every_code_in_a_report_has_words(warehouse: Path, months: list[str], organisation: str) -> None:
    there, bare = Warehouse(warehouse, organisation), set()
    for report in set(library("reports")) - {*OWN_WORDS, *TAKES_REFERENCE}:
        bare |= list_codes(answer_of(there, report, months[-1]).table)
    assert bare - {*WORDS, *LEG_NAMES, *DATASETS} == set()


def list_codes(table: pa.Table) -> set[str]:
    """Return the values of a report that look like codes, in the columns that pages show."""
    shown = [name for name in table.column_names if not name.startswith("_") and not name.endswith("_code")]
    texts = [table[name].unique().to_pylist() for name in shown if pa.types.is_string(table.schema.field(name).type)]
    return {value for values in texts for value in values if value and CODE.fullmatch(value)}
