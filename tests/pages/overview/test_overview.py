"""The overview: its numbers match the reports', and three months next to each other show how far each is closed."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from close.months import month
from close.rules.answers import run
from close.signing import signoff
from close.signing.answers import answer
from close.store.datasets import DATASETS
from close.store.warehouse import Warehouse
from pages.overview import findings, tiles
from pages.parts.frame import page_context
from pages.parts.month.uploads import MONTHLY
from pages.parts.words import say_money, title
from tests.given.landings import adjustment, landing, sale
from tests.given.signed import PERIOD, exports, land_month, sign_month
from tests.pages.conftest import CLEAN, FAULTY, HALF, LANDED_OF_HALF
from tests.pages.screen import Open, steps_of, table_of, words


def read(app: AppTest) -> str:
    return "\n".join(str(element.value) for kind in (app.markdown, app.caption) for element in kind).replace("\\", "")


def ways(app: AppTest) -> dict[str, str]:
    """Return the links to months: label -> month."""
    links = [element.proto for element in app.main.get("page_link")]
    asked = {link.label.strip("*"): parse_qs(link.query_string).get("period", [""])[0] for link in links}
    return {label: period for label, period in asked.items() if label.endswith(("2025", "2026"))}


def test_three_months_with_their_states(open_page: Open, months: list[str], warehouse: Path) -> None:
    before, here, after = months
    app, books = open_page("overview", period=here), Warehouse(warehouse, FAULTY)
    text, shown = read(app), {metric.label: metric.value for metric in app.metric}
    steps = answer(books, "checklist", before).table.to_pylist()
    done = sum(row["state"] in ("proven", "attested", "waived", "signed") for row in steps)
    assert f"**{done} of {sum(row['state'] != 'n/a' for row in steps)}** steps done" in text
    assert f"**{count_open(books, before):,}** open items" in text
    assert "**9 of 9** exports uploaded" in text
    settings = books.settings(here)
    rows = answer(books, "bridge", here).table.to_pylist()
    rest = sum(abs(row["amount"]) for row in rows if row["cause_id"] == "unexplained")
    assert shown["Unexplained"] == say_money(rest, settings.currency if settings else "")
    assert shown["Open items"] == f"{count_open(books, here):,}"
    assert ways(app) == {page_context.month_name(period): period for period in (before, after)}


def count_open(books: Warehouse, period: str) -> int:
    return answer(books, "worklist", period).table["status"].to_pylist().count("open")


def test_an_incomplete_month_lists_the_missing_exports(open_page: Open, months: list[str]) -> None:
    text = read(open_page("overview", HALF, period=months[-2]))
    assert f"**{len(LANDED_OF_HALF)} of 9** exports uploaded" in text
    landed, to_come = (text.split(word)[1].split("\n")[0] for word in ("Uploaded: ", "Missing: "))
    assert title("payments") in landed
    assert title("cogs_entries") in to_come
    assert title("payments") not in to_come


def test_what_no_export_shows_is_a_dash_and_not_zero(open_page: Open, writable: Path) -> None:
    Warehouse(writable, "bare").land([landing("stock_adjustments", [adjustment("SA-1")], PERIOD)], "ada")
    app = open_page("overview", "bare", period=PERIOD)
    shown = {metric.label: metric.value for metric in app.metric}
    names = ("Documents to fix", "Open items", "Stock value", "Likely missing COGS", "Document value")
    assert {name: shown[name] for name in names} == dict.fromkeys(names, "–")
    missing = f"Not uploaded for the month: {title('sales_documents')}, {title('cogs_entries')}."
    assert f"Cannot tell. {missing}" in words(app)


def test_before_the_first_month_and_after_the_last_nothing_has_landed(open_page: Open, months: list[str]) -> None:
    first = open_page("overview", period=months[0])
    assert "No exports uploaded yet." in read(first)
    assert page_context.month_name(month(months[0]).previous.period) not in ways(first)
    last = open_page("overview", period=months[-1])
    assert "No exports uploaded yet." in read(last)
    assert "**9 of 9**" not in read(last)


@pytest.fixture
def closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> page_context.PageContext:
    """Return a signed and reviewed month, and the next one."""
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
    assert tiles.state_of(replace(closed, period="2031-01")) == "not started"
    signoff.seal(books, PERIOD, "ben")
    assert tiles.state_of(closed) == "sealed"
    books.land([landing("sales_documents", [sale("S-1")], PERIOD, lag=20)], "ada")
    assert tiles.state_of(replace(closed, manifest=books.head())) == "suspended"


@pytest.mark.parametrize("organisation", [FAULTY, CLEAN, HALF])
def test_overview_counts_each_document_once(open_page: Open, months: list[str], answer, organisation: str) -> None:
    rows = answer("step_exceptions", organisation).table.to_pylist()
    app = open_page("overview", organisation, period=months[-1])
    assert app.metric[0].value == f"{len({(row['doc_type'], row['ref']) for row in rows}):,}"


def test_overview_shows_the_money_of_every_list(open_page: Open, months: list[str], answer) -> None:
    app = open_page("overview", period=months[-1])
    shown = {metric.label: metric.value for metric in app.metric}
    timing, blank = answer("timing_differences").table, answer("blank_cogs").table
    settings = Warehouse(page_context.ROOT, FAULTY).settings(months[-1])
    currency = settings.currency if settings else ""
    assert shown["Stock value"] == say_money(sum(timing["value"].to_pylist()), currency)
    missing = sum((value for value in blank["likely_missing_cogs"].to_pylist() if value), Decimal(0))
    assert shown["Likely missing COGS"] == say_money(missing, currency)
    assert f"{timing.num_rows:,} documents" in words(app)
    assert f"{blank.num_rows:,} documents" in words(app)


def test_the_overview_shows_last_month_next_to_this_one(open_page: Open, months: list[str], warehouse: Path) -> None:
    rows = [run(Warehouse(warehouse, FAULTY), "balances", month).table.to_pylist()[0] for month in months[-2:]]
    shown = table_of(open_page("overview", period=months[-1]), "Balance")
    now = shown.columns[1]
    for name in ("hsv", "sohr_closing", "cin7_cogs", "cin7_sales"):
        line = shown[shown[now] == rows[1][name]].iloc[0]
        assert line["Last month"] == rows[0][name]
        assert line["Change"] == rows[1][name] - rows[0][name]


def test_first_month_has_no_last_month(open_page: Open, months: list[str]) -> None:
    app = open_page("overview", period=months[0])
    assert table_of(app, "Balance")["Last month"].isna().all()
    assert "last month unknown" in words(app)


def test_overview_says_what_has_not_landed_and_where_to_click(open_page: Open, months: list[str]) -> None:
    text = words(open_page("overview", HALF, period=months[-1]))
    expected = (*MONTHLY, "ledger_entries", "ledger_documents")
    assert f"{len(expected) - len(LANDED_OF_HALF)} of {len(expected)} exports missing" in text
    assert DATASETS["cogs_entries"].source in text
    assert DATASETS["payments"].source not in text


def test_overview_sends_to_the_first_step_that_fails(open_page: Open, months: list[str], answer) -> None:
    first = steps_of(answer("checklist"), "exceptions")[0]
    text = words(open_page("overview", period=months[-1]))
    assert f"{len(steps_of(answer('checklist'), 'exceptions'))} steps with exceptions" in text
    opened = open_page("checklist", period=months[-1])
    assert opened.header[0].value == f"{first['step']} {first['title']}"


def test_an_unforeseen_error_shows_no_traceback(open_page: Open, months, monkeypatch) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError("a secret of the house")

    monkeypatch.setattr(findings, "list_findings", fail)
    app = open_page("overview", period=months[-1])
    assert not app.exception
    assert "Something went wrong" in app.error[0].value
    assert "secret" not in words(app)
