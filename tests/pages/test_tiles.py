"""The months on the overview: last month, this one and the next, each with how far it is, each a link to itself."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from close.months import month
from close.signing import signoff
from close.signing.answers import answer
from close.store.warehouse import Warehouse
from pages.overview import tiles
from pages.parts.frame import page_context
from pages.parts.money import say_money
from pages.parts.words import title
from tests.given.landings import landing, sale
from tests.given.signed import PERIOD, exports, land_month, sign_month

from .conftest import FAULTY, HALF, LANDED_OF_HALF
from .said import Open


def said(app: AppTest) -> str:
    return "\n".join(str(element.value) for kind in (app.markdown, app.caption) for element in kind).replace("\\", "")


def ways(app: AppTest) -> dict[str, str]:
    """The links to a month, by what they say: the month they lead to."""
    links = [element.proto for element in app.main.get("page_link")]
    asked = {link.label.strip("*"): parse_qs(link.query_string).get("period", [""])[0] for link in links}
    return {label: period for label, period in asked.items() if label.endswith(("2025", "2026"))}


def test_three_months_with_what_is_known_of_each(open_page: Open, months: list[str], warehouse: Path) -> None:
    before, here, after = months
    app, books = open_page("overview/overview", period=here), Warehouse(warehouse, FAULTY)
    told, shown = said(app), {metric.label: metric.value for metric in app.metric}
    steps = answer(books, "checklist", before).table.to_pylist()
    done = sum(row["state"] in ("proven", "attested", "waived", "signed") for row in steps)
    assert f"**{done} of {sum(row['state'] != 'n/a' for row in steps)}** steps done" in told
    assert f"**{count_open(books, before):,}** open items" in told
    assert "**9 of 9** exports landed" in told
    settings = books.settings(here)
    rows = answer(books, "bridge", here).table.to_pylist()
    rest = sum(abs(row["amount"]) for row in rows if row["cause_id"] == "unexplained")
    assert shown["Left unexplained"] == say_money(rest, settings.currency if settings else "")
    assert shown["Open items"] == f"{count_open(books, here):,}"
    assert ways(app) == {page_context.month_name(period): period for period in (before, after)}


def count_open(books: Warehouse, period: str) -> int:
    return answer(books, "worklist", period).table["status"].to_pylist().count("open")


def test_of_a_month_that_is_half_there_it_says_what_is_still_to_come(open_page: Open, months: list[str]) -> None:
    told = said(open_page("overview/overview", HALF, period=months[-2]))
    assert f"**{len(LANDED_OF_HALF)} of 9** exports landed" in told
    landed, to_come = (told.split(word)[1].split("\n")[0] for word in ("Landed: ", "To come: "))
    assert title("payments") in landed
    assert title("cogs_entries") in to_come
    assert title("payments") not in to_come


def test_before_the_first_month_and_after_the_last_nothing_has_landed(open_page: Open, months: list[str]) -> None:
    first = open_page("overview/overview", period=months[0])
    assert "Nothing has landed for it yet." in said(first)
    assert page_context.month_name(month(months[0]).previous.period) not in ways(first)
    last = open_page("overview/overview", period=months[-1])
    assert "Nothing has landed for it yet." in said(last)
    assert "**9 of 9**" not in said(last)


@pytest.fixture
def closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> page_context.PageContext:
    """A month that is signed and reviewed, and the one after it."""
    monkeypatch.setattr(page_context, "ROOT", tmp_path)
    books = Warehouse(tmp_path, "closed")
    for folder in sorted(exports(tmp_path / "files").iterdir()):
        land_month(books, folder)
    sign_month(books)
    return page_context.PageContext(books, PERIOD, books.head())


def test_the_state_of_a_month_in_a_word(closed: page_context.PageContext) -> None:
    books = closed.warehouse
    assert tiles.state_of(closed) == "signed"
    assert tiles.state_of(replace(closed, period=month(PERIOD).next.period)) == "open"
    assert tiles.state_of(replace(closed, period="2031-01")) == "not begun"
    signoff.seal(books, PERIOD, "ben")
    assert tiles.state_of(closed) == "sealed"
    books.land([landing("sales_documents", [sale("S-1")], PERIOD, lag=20)], "ada")
    assert tiles.state_of(replace(closed, manifest=books.head())) == "suspended"
