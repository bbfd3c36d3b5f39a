"""The bridge: bars lead from one balance to the other, and each lists the documents of its cause."""

from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from close.rules.answers import run
from close.rules.queries import library
from close.store.warehouse import Warehouse
from close.work import legs as legs_of_bridge
from pages.bridge import bars as bridge_bars
from pages.parts.month.causes import UNEXPLAINED, cause
from pages.parts.words import say_money

from .conftest import CLEAN, FAULTY, HALF
from .screen import Open, pick, table, table_at, words

OF_BALANCES = {"A08", "G05", UNEXPLAINED}
VIEWS = ("Stock", "Revenue", "All causes", "First difference", "Offsetting errors")


def pick_bar(app: AppTest, code: str) -> AppTest:
    """Click a bar of the waterfall. The chart's key contains the selection."""
    chosen = "-".join(app.session_state["cause"])
    app.session_state[f"waterfall-Stock-{chosen}"] = {"selection": {"pick": [{"code": code}]}}
    return app.run()


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("organisation", [FAULTY, CLEAN, HALF])
def test_every_view_of_the_bridge_opens(open_page: Open, months: list[str], view: str, organisation: str) -> None:
    app = open_page("bridge", organisation, period=months[-1], view=view)
    assert not app.exception
    assert not [error for error in app.error if "foresee" in error.value]
    assert app.session_state["view"] == view


def test_the_gap_is_that_of_the_balances(open_page: Open, months: list[str], rows) -> None:
    balances = rows("balances")[0]
    app = open_page("bridge", period=months[-1])
    assert app.metric[0].value.endswith(say_money(balances["hsv"] - balances["gl_inventory"]))


def test_bars_walk_from_one_balance_to_the_other(legs: list[legs_of_bridge.Leg], months: list[str], rows) -> None:
    for most in (9, bridge_bars.MOST_BARS, 99):
        bars = bridge_bars.make_bars(legs, months[-1], most)
        assert len(bars) <= most
        steps = [bar for bar in bars if bar.kind != bridge_bars.BALANCE]
        assert sum(bar.amount for bar in steps) == bars[0].end - bars[-1].end
        assert [bar.end for bar in bars][-2] == bars[-1].end
        assert sum(bar.kind == bridge_bars.REST for bar in bars) == len(legs)
        assert sum(bar.documents for bar in steps) == sum(row["documents"] for row in rows("bridge"))


def test_a_folded_bar_contains_all_that_are_not_drawn(legs: list[legs_of_bridge.Leg], months: list[str]) -> None:
    bars = bridge_bars.make_bars(legs, months[-1], 20)
    for leg in legs:
        folded = bridge_bars.list_causes(bridge_bars.SMALLER + leg.name, legs, bars)
        assert folded
        drawn = {bar.code for bar in bars}
        amounts = [abs(row["amount"]) for row in leg.causes if row["cause_id"] in drawn]
        assert all(abs(row["amount"]) <= min(amounts) for row in leg.causes if row["cause_id"] in folded)


def test_a_bridge_of_two_causes_is_drawn_whole() -> None:
    rows = [{"leg": "hsv_to_gl", "cause_id": code, "amount": Decimal(money), "documents": 1}
            for code, money in (("P01", "2.00"), ("S01", "-5.00"), (UNEXPLAINED, "0.00"))]  # fmt: skip
    balances = {"hsv": Decimal("7.00"), "sohr_closing": None, "gl_inventory": Decimal("10.00")}
    found = legs_of_bridge.make_legs(rows, balances)
    assert [bar.code for bar in bridge_bars.make_bars(found, "2026-03")] == ["", "S01", "P01", UNEXPLAINED, ""]
    assert legs_of_bridge.measure_gap(found) == Decimal("-3.00")


def test_twelve_causes_have_a_bar_each() -> None:
    rows = [{"leg": leg, "cause_id": f"P{index:02d}", "amount": Decimal(index), "documents": 1}
            for leg in ("hsv_to_sohr", "sohr_to_gl") for index in range(1, 7)]  # fmt: skip
    balances = {"hsv": Decimal(42), "sohr_closing": Decimal(21), "gl_inventory": Decimal(0)}
    bars = bridge_bars.make_bars(legs_of_bridge.make_legs(rows, balances), "2026-03")
    assert sum(bar.kind in {bridge_bars.OMNI, bridge_bars.LEDGER} for bar in bars) == 12
    assert not [bar for bar in bars if bar.code.startswith(bridge_bars.SMALLER)]


def test_causes_without_a_file_have_words(rows) -> None:
    named_causes = {row["cause_id"] for row in rows("bridge")} | OF_BALANCES
    assert {code for code in named_causes if code not in library("causes")} == OF_BALANCES
    assert all(cause(code, "2026-03").fix for code in named_causes)


@pytest.mark.parametrize(
    ("amount", "said"), [("-1226.12", "(1,226.12)"), ("0", "0.00"), ("-0.004", "0.00"), ("1226.1", "1,226.10")]
)
def test_negative_amounts_are_in_parentheses(amount: str, said: str) -> None:
    assert say_money(Decimal(amount)) == said
    assert say_money(Decimal(amount), "GBP") == f"GBP {said}"


def test_a_bar_lists_the_documents_of_its_cause(open_page: Open, months: list[str], rows, legs) -> None:
    code = legs[0].causes[0]["cause_id"]
    app = pick_bar(open_page("bridge", period=months[-1]), code)
    listed = table(app, "findings")
    wanted = [r for r in rows("findings") if r["cause_id"] == code and (r["leg1_amount"] or r["leg2_amount"])]
    assert listed["Reference"].tolist() == [row["ref"] for row in wanted]
    assert listed["Valuation less reconciliation"].sum() == legs[0].causes[0]["amount"]
    found = cause(code, months[-1])
    assert found.title in words(app)
    assert found.fix.split(".")[0][:20] in words(app).replace("\\", "")
    assert app.session_state["cause"] == [code]
    assert not pick_bar(app, code).session_state["cause"]


def test_a_folded_bar_lists_all_its_causes(open_page: Open, months: list[str], legs) -> None:
    code = bridge_bars.SMALLER + legs[0].name
    folded = bridge_bars.list_causes(code, legs, bridge_bars.make_bars(legs, months[-1]))
    app = pick_bar(open_page("bridge", period=months[-1]), code)
    assert set(table(app, "findings")["Cause"]) == {cause(each, months[-1]).name for each in folded}


def test_a_balance_lists_everything(open_page: Open, months: list[str], rows) -> None:
    app = pick_bar(open_page("bridge", period=months[-1]), "")
    stock = [row for row in rows("findings") if row["leg1_amount"] or row["leg2_amount"]]
    assert len(table(app, "findings")) == len(stock)
    chosen = pick_bar(open_page("bridge", period=months[-1], cause="P07"), "")
    assert not chosen.session_state["cause"]


def test_a_link_opens_a_cause(open_page: Open, months: list[str]) -> None:
    app = open_page("bridge", period=months[-1], cause="P07")
    assert set(table(app, "findings")["Cause"]) == {cause("P07", months[-1]).name}


def test_a_picked_finding_says_its_cause_and_fix(open_page: Open, months: list[str], rows) -> None:
    row = next(row for row in rows("findings") if row["leg1_amount"])
    app = pick(open_page("bridge", period=months[-1], cause=row["cause_id"]), "findings", 0)
    text, found = words(app).replace("\\", ""), cause(row["cause_id"], months[-1])
    assert f"{found.name}: {found.description}" in text
    assert text.count(found.fix) == 2
    assert "This row has no flags" not in text


def test_all_causes_show_last_month(open_page: Open, months: list[str], rows, warehouse: Path) -> None:
    app = open_page("bridge", period=months[-1], view="All causes")
    listed = table_at(app, "causes")
    assert listed["Amount"].sum() == sum(row["amount"] for row in rows("bridge"))
    before = run(Warehouse(warehouse, FAULTY), "bridge", months[-2]).table.to_pylist()
    named_causes = {(row["leg"], row["cause_id"]) for row in rows("bridge")}
    wanted = sum(row["amount"] for row in before if (row["leg"], row["cause_id"]) in named_causes)
    assert listed["Last month"].dropna().sum() == wanted
    whole = listed["Amount"].abs().sum()
    assert [*listed["Share %"]] == [round(abs(amount) * 100 / whole, 2) for amount in listed["Amount"]]


def test_the_revenue_bridge_lists_its_documents(open_page: Open, months: list[str], rows) -> None:
    app = open_page("bridge", period=months[-1], view="Revenue")
    named_causes = sum(row["amount"] for row in rows("revenue_bridge") if row["cause_id"] != UNEXPLAINED)
    assert table(app, "findings")["Sales less revenue"].sum() == named_causes


def test_every_cause_has_words(months: list[str]) -> None:
    for code in (*library("causes"), *OF_BALANCES):
        found = cause(code, months[-1])
        assert all((found.title, found.description, found.effect, found.timing, found.fix)), code


def test_a_cause_says_how_it_ends_and_what_its_article_is_about(open_page: Open, months: list[str], rows) -> None:
    code = next(row["cause_id"] for row in rows("bridge") if row["cause_id"] == "P06")
    app = open_page("bridge", period=months[-1], cause=code)
    assert "It stays until it is corrected." in words(app)
    assert "permanent" not in words(app)
    assert "Omni's help: Purchase order not imported" in [found.proto.label for found in app.get("link_button")]
