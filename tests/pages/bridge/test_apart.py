"""Lists of differences open the documents behind them, and amounts that count different things say so."""

import textwrap
from decimal import Decimal
from pathlib import Path

import pytest

from close.rules.queries import library
from close.signing.answers import answer as answer_of
from close.store.warehouse import Warehouse
from close.work.legs import name_bar
from pages.bridge.apart import explain_apart
from pages.parts.charts import LINE
from pages.parts.frame.page_context import PageContext
from pages.parts.month.causes import cause
from pages.parts.month.closed_months import say_changed, say_opening
from pages.parts.words import say_money
from tests.pages.conftest import FAULTY
from tests.pages.screen import Open, pick, select, table, words


@pytest.fixture
def context(warehouse: Path, months: list[str]) -> PageContext:
    faulty = Warehouse(warehouse, FAULTY)
    return PageContext(faulty, months[-1], faulty.head())


def test_the_differences_of_a_month_add_up(rows) -> None:
    for month in rows("offsetting_errors"):
        apart = [row["difference"] for row in rows("references_apart") if row["period"] == month["period"]]
        assert (len(apart), sum(apart)) == (month["documents"], month["net_difference"])
        assert sum(map(abs, apart)) == month["gross_difference"]


def test_a_month_with_offsetting_errors_opens_its_documents(open_page: Open, months: list[str], rows) -> None:
    app = open_page("bridge", period=months[-1], view="Offsetting errors")
    month = rows("offsetting_errors")[0]
    app = select(app, "offsets-", 0)
    assert len(table(app, "references_apart")) == month["documents"]
    app = pick(app, "references_apart", 0)
    first = next(row for row in rows("references_apart") if row["period"] == month["period"])
    assert f"The reconciliation has {say_money(first['omni'])} and the ledger {say_money(first['ledger'])}" in words(
        app
    )


@pytest.mark.parametrize("report", ["first_crack", "references_apart"])
def test_every_difference_says_why_and_what_to_do(rows, report: str, context: PageContext) -> None:
    for row in rows(report):
        reason, fix = explain_apart(context, row)
        assert reason.startswith("The reconciliation has")
        assert fix or "no longer a difference" in reason, row


def test_a_bill_entered_by_hand_is_a_row_of_its_order(rows, context: PageContext) -> None:
    known = next(row for row in rows("references_apart") if row["known_as"])
    reason, fix = explain_apart(context, known)
    assert known["doc_type"] == "PO"
    assert f"entered as {known['known_as']}" in reason
    assert cause("P10", known["period"]).name in reason
    assert "entered by hand" in fix


def test_cogs_at_month_end_is_what_the_month_itself_showed(context: PageContext, rows) -> None:
    changed = [row for row in rows("cogs_by_month") if row["since"]]
    assert changed
    for row in changed:
        own = answer_of(context.warehouse, "cogs_by_month", row["cogs_month"]).table.to_pylist()[-1]
        assert row["at_month_end"] == own["omni_cogs"]
        assert row["at_month_end"] + row["since"] == row["omni_cogs"]
        assert say_money(row["at_month_end"]) in say_changed(context, row)


def test_the_opening_balance_says_how_much_of_it_is_cogs_of_closed_months() -> None:
    rows = [
        {"cogs_month": "2026-08", "shown_now": Decimal("571.71")},
        {"cogs_month": "2026-09", "shown_now": Decimal(0)},
    ]
    whole = say_opening(rows, Decimal("-571.71"))
    assert whole.startswith("(571.71) is COGS of closed months that first appeared in this month's exports")
    assert "is left" not in whole
    assert "(28.29) is left." in say_opening(rows, Decimal(-600))
    assert say_opening(rows[1:], Decimal(5)) == ""


def test_opening_balances_are_the_difference_between_a_piece_and_its_items(rows) -> None:
    sizes = {row["part"]: row["size"] for row in rows("open_items")}
    for row in rows("gap_split"):
        if row["piece"] in sizes:
            assert row["size"] - row["openings"] == sizes[row["piece"]], row


def test_every_cause_fits_on_two_lines_of_a_narrow_chart() -> None:
    long = [name for code in library("causes") if len(textwrap.wrap(name := name_bar(code), LINE)) > 2]
    assert not long


def test_a_filter_belongs_to_its_page(open_page: Open, months: list[str]) -> None:
    app = open_page("bridge", period=months[-1], view="Stock", cause="P10")
    assert app.session_state["cause"] == ["P10"]
    app = app.switch_page("pages/bridge/stock_account.py").run()
    assert app.session_state["cause"] == []
    app = app.switch_page("pages/bridge/bridge.py").run()
    assert app.session_state["cause"] == ["P10"]


def test_paper_has_every_row_and_column_of_a_table(open_page: Open, months: list[str], rows) -> None:
    app = open_page("worklist", period=months[-1])
    printed = next(element.proto.body for element in app.get("html") if 'class="paper"' in element.proto.body)
    listed = app.dataframe[0].value
    assert printed.count("<tr>") == len(listed) + 1
    assert all(f">{heading}<" in printed for heading in listed.columns)
