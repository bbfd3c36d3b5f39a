"""The ledger pages and the story of a document: their numbers are the reports', a picked bar lists its documents."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from close.queries import library
from close.report import Answer, run
from close.warehouse import Warehouse
from pages.parts import bridge, frame, identities
from pages.parts.causes import OF_BALANCES, UNEXPLAINED, cause
from pages.parts.money import say_money

from .conftest import CLEAN, FAULTY, HALF
from .test_reports import pick, select, shown, table, words

Open = Callable[..., AppTest]
PAGES = (
    "ledger/bridge", "ledger/tie_outs", "ledger/stock_account", "ledger/ledger_match", "ledger/cogs_proof",
    "ledger/sync_gap", "ledger/accruals", "documents/story",
)  # fmt: skip
LEDGER_PAGES = tuple(page for page in PAGES if page != "documents/story")
VIEWS = ("Stock", "Revenue", "All causes", "Where it first cracked", "Offsetting errors")


@pytest.fixture
def answer(warehouse: Path, months: list[str]) -> Callable[..., Answer]:
    return lambda name, organisation=FAULTY: run(Warehouse(warehouse, organisation), name, months[-1])


@pytest.fixture
def rows(answer) -> Callable[..., list[dict]]:
    return lambda name, organisation=FAULTY: answer(name, organisation).table.to_pylist()


@pytest.fixture
def legs(rows) -> list[bridge.Leg]:
    return bridge.legs(rows("bridge"), rows("balances")[0])


def badges(app: AppTest) -> str:
    return "\n".join(str(element.value) for element in app.markdown)


def pick_bar(app: AppTest, code: str) -> AppTest:
    """Click a bar of the waterfall; the key of the picture knows what is chosen."""
    chosen = "-".join(app.session_state["cause"])
    app.session_state[f"waterfall-Stock-{chosen}"] = {"selection": {"pick": [{"code": code}]}}
    return app.run()


def signed(table_) -> list[str]:
    return table_["Reference"].tolist()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("organisation", [FAULTY, CLEAN, HALF])
def test_opens_in_every_state(open_page: Open, months: list[str], page: str, organisation: str) -> None:
    app = open_page(page, organisation, period=months[-1])
    assert not app.exception
    assert not [error for error in app.error if "foresee" in error.value]
    assert len(app.title) == 1


@pytest.mark.parametrize("page", PAGES)
def test_opens_in_the_first_month(open_page: Open, months: list[str], page: str) -> None:
    app = open_page(page, period=months[0])
    assert not app.exception
    assert not [error for error in app.error if "foresee" in error.value]


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_warehouse_says_how_to_begin(open_page: Open, months: list[str], page: str, monkeypatch) -> None:
    monkeypatch.setattr(frame.Frame, "is_empty", property(lambda _: True))
    assert open_page(page, period=months[-1]).title[0].value == "Nothing has landed yet"


@pytest.mark.parametrize("page", LEDGER_PAGES)
def test_a_month_without_ledger_says_which_export_and_where(open_page: Open, months: list[str], page: str) -> None:
    said = words(open_page(page, HALF, period=months[-1]))
    assert "Account Transactions" in said
    assert "Accounting > Reports > Account Transactions" in said


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("organisation", [FAULTY, CLEAN, HALF])
def test_every_view_of_the_bridge_opens(open_page: Open, months: list[str], view: str, organisation: str) -> None:
    app = open_page("ledger/bridge", organisation, period=months[-1], view=view)
    assert not app.exception
    assert not [error for error in app.error if "foresee" in error.value]
    assert app.session_state["view"] == view


def test_the_gap_is_that_of_the_balances(open_page: Open, months: list[str], rows) -> None:
    balances = rows("balances")[0]
    app = open_page("ledger/bridge", period=months[-1])
    assert app.metric[0].value.endswith(say_money(balances["hsv"] - balances["gl_inventory"]))


def test_bars_walk_from_one_balance_to_the_other(legs: list[bridge.Leg], months: list[str], rows) -> None:
    for most in (9, bridge.MOST_BARS, 99):
        bars = bridge.bars(legs, months[-1], most)
        assert len(bars) <= most
        steps = [bar for bar in bars if bar.kind != bridge.BALANCE]
        assert sum(bar.amount for bar in steps) == bars[0].end - bars[-1].end
        assert [bar.end for bar in bars][-2] == bars[-1].end
        assert sum(bar.kind == bridge.REST for bar in bars) == len(legs)
        assert sum(bar.documents for bar in steps) == sum(row["documents"] for row in rows("bridge"))


def test_a_folded_bar_stands_for_all_that_are_not_drawn(legs: list[bridge.Leg], months: list[str]) -> None:
    bars = bridge.bars(legs, months[-1], 20)
    for leg in legs:
        folded = bridge.behind(bridge.SMALLER + leg.name, legs, bars)
        assert folded
        drawn = {bar.code for bar in bars}
        amounts = [abs(row["amount"]) for row in leg.causes if row["cause_id"] in drawn]
        assert all(abs(row["amount"]) <= min(amounts) for row in leg.causes if row["cause_id"] in folded)


def test_a_bridge_of_two_causes_is_drawn_whole() -> None:
    rows = [{"leg": "hsv_to_gl", "cause_id": code, "amount": Decimal(money), "documents": 1}
            for code, money in (("P01", "2.00"), ("S01", "-5.00"), (UNEXPLAINED, "0.00"))]  # fmt: skip
    balances = {"hsv": Decimal("7.00"), "sohr_closing": None, "gl_inventory": Decimal("10.00")}
    found = bridge.legs(rows, balances)
    assert [bar.code for bar in bridge.bars(found, "2026-03")] == ["", "S01", "P01", UNEXPLAINED, ""]
    assert bridge.gap(found) == Decimal("-3.00")


def test_twenty_causes_have_a_bar_each() -> None:
    rows = [{"leg": leg, "cause_id": f"P{place:02d}", "amount": Decimal(place), "documents": 1}
            for leg in ("hsv_to_sohr", "sohr_to_gl") for place in range(1, 11)]  # fmt: skip
    balances = {"hsv": Decimal(110), "sohr_closing": Decimal(55), "gl_inventory": Decimal(0)}
    bars = bridge.bars(bridge.legs(rows, balances), "2026-03")
    assert sum(bar.kind in {bridge.OMNI, bridge.LEDGER} for bar in bars) == 20
    assert not [bar for bar in bars if bar.code.startswith(bridge.SMALLER)]


def test_what_the_bridge_names_without_a_file_has_words(rows) -> None:
    named = {row["cause_id"] for row in rows("bridge")} | set(OF_BALANCES)
    assert {code for code in named if code not in library("causes")} == set(OF_BALANCES)
    assert all(cause(code, "2026-03").fix for code in named)


@pytest.mark.parametrize(
    ("amount", "said"), [("-1226.12", "(1,226.12)"), ("0", "0.00"), ("-0.004", "0.00"), ("1226.1", "1,226.10")]
)
def test_money_below_nothing_stands_in_parentheses(amount: str, said: str) -> None:
    assert say_money(Decimal(amount)) == said
    assert say_money(Decimal(amount), "GBP") == f"GBP {said}"


def test_a_bar_lists_the_documents_of_its_cause(open_page: Open, months: list[str], rows, legs) -> None:
    code = legs[0].causes[0]["cause_id"]
    app = pick_bar(open_page("ledger/bridge", period=months[-1]), code)
    listed = table(app, "findings")
    wanted = [r for r in rows("findings") if r["cause_id"] == code and (r["leg1_amount"] or r["leg2_amount"])]
    assert signed(listed) == [row["ref"] for row in wanted]
    assert listed["Valuation less reconciliation"].sum() == legs[0].causes[0]["amount"]
    found = cause(code, months[-1])
    assert found.title in words(app)
    assert found.fix.split(".")[0][:20] in words(app).replace("\\", "")
    assert app.session_state["cause"] == [code]
    assert not pick_bar(app, code).session_state["cause"]


def test_a_folded_bar_lists_all_its_causes(open_page: Open, months: list[str], legs) -> None:
    code = bridge.SMALLER + legs[0].name
    folded = bridge.behind(code, legs, bridge.bars(legs, months[-1]))
    app = pick_bar(open_page("ledger/bridge", period=months[-1]), code)
    assert set(table(app, "findings")["Cause"]) == set(folded)


def test_a_balance_lists_everything(open_page: Open, months: list[str], rows) -> None:
    app = pick_bar(open_page("ledger/bridge", period=months[-1]), "")
    stock = [row for row in rows("findings") if row["leg1_amount"] or row["leg2_amount"]]
    assert len(table(app, "findings")) == len(stock)
    chosen = pick_bar(open_page("ledger/bridge", period=months[-1], cause="P07"), "")
    assert not chosen.session_state["cause"]


def test_a_link_opens_a_cause(open_page: Open, months: list[str]) -> None:
    app = open_page("ledger/bridge", period=months[-1], cause="P07")
    assert set(table(app, "findings")["Cause"]) == {"P07"}


def test_a_picked_finding_says_its_cause_and_fix(open_page: Open, months: list[str], rows) -> None:
    row = next(row for row in rows("findings") if row["leg1_amount"])
    app = pick(open_page("ledger/bridge", period=months[-1], cause=row["cause_id"]), "findings", 0)
    said, found = words(app).replace("\\", ""), cause(row["cause_id"], months[-1])
    assert f"{found.name}: {found.description}" in said
    assert said.count(found.fix) == 2
    assert "No rule has caught this row" not in said


def test_all_causes_have_last_month_beside(open_page: Open, months: list[str], rows, warehouse: Path) -> None:
    app = open_page("ledger/bridge", period=months[-1], view="All causes")
    listed = shown(app, "causes")
    assert listed["Amount"].sum() == sum(row["amount"] for row in rows("bridge"))
    before = run(Warehouse(warehouse, FAULTY), "bridge", months[-2]).table.to_pylist()
    named = {(row["leg"], row["cause_id"]) for row in rows("bridge")}
    wanted = sum(row["amount"] for row in before if (row["leg"], row["cause_id"]) in named)
    assert listed["Last month"].dropna().sum() == wanted
    assert abs(listed["Share %"].sum() - 100) < 2


def test_the_revenue_bridge_lists_its_documents(open_page: Open, months: list[str], rows) -> None:
    app = open_page("ledger/bridge", period=months[-1], view="Revenue")
    named = sum(row["amount"] for row in rows("revenue_bridge") if row["cause_id"] != UNEXPLAINED)
    assert table(app, "findings")["Sales less revenue"].sum() == named


def test_every_cause_has_words(months: list[str]) -> None:
    for code in (*library("causes"), "G05", "A08", UNEXPLAINED):
        found = cause(code, months[-1])
        assert all((found.title, found.description, found.effect, found.timing, found.fix)), code


def test_tie_outs_count_what_holds(open_page: Open, months: list[str], rows) -> None:
    app = open_page("ledger/tie_outs", period=months[-1])
    states = [row["state"] for row in rows("tie_outs")]
    assert app.metric[0].value == f"{states.count('holds')} of {len(states)}"
    failing = [row for row in rows("tie_outs") if row["state"] == "fails"]
    assert failing
    for row in failing:
        assert row["label"] in words(app).replace("\\", "")
        assert row["tie_out"] in identities.DOORS
    assert all((frame.PAGES / f"{door.page}.py").exists() for door in identities.DOORS.values())


def test_adjusted_balances_leave_the_residual(open_page: Open, months: list[str], rows, legs) -> None:
    app = open_page("ledger/stock_account", period=months[-1])
    omni, books = (shown(app, f"side-{side}") for side in ("Omni", "Ledger"))
    rest = sum(row["amount"] for row in rows("bridge") if row["cause_id"] == UNEXPLAINED)
    for side in (omni, books):
        assert side["Amount"].iloc[:-1].sum() == side["Amount"].iloc[-1]
    assert omni["Amount"].iloc[-1] - books["Amount"].iloc[-1] == rest
    assert app.metric[0].value.endswith(say_money(rest))


def test_a_line_of_the_stock_account_lists_its_documents(open_page: Open, months: list[str]) -> None:
    app = open_page("ledger/stock_account", period=months[-1])
    side = shown(app, "side-Omni")
    listed = table(select(app, "side-Omni", 1), "findings")
    assert len(listed) == side["Documents"].iloc[1]
    assert listed["Valuation less reconciliation"].sum() == -side["Amount"].iloc[1]


def test_suggestions_are_not_matches(open_page: Open, months: list[str], rows) -> None:
    app = open_page("ledger/ledger_match", period=months[-1])
    piles = [row["pile"] for row in rows("ledger_match")]
    counted = {metric.label: metric.value for metric in app.metric}
    for pile in ("matched", "suggested", "unmatched"):
        assert counted[pile.capitalize()] == f"{piles.count(pile):,}"
    assert app.metric[0].value == f"{piles.count('matched') * 100 / len(piles):,.1f} %"
    assert "never counted as matched" in words(app)


def test_ledger_lines_alone_have_a_cause(open_page: Open, months: list[str], rows) -> None:
    app = open_page("ledger/ledger_match", period=months[-1])
    app.segmented_control(key="view").set_value("No document behind them").run()
    assert table(app, "ledger_only")["Debit less credit"].sum() == sum(
        row["debit_minus_credit"] for row in rows("ledger_only")
    )


def test_cogs_proof_is_omni_less_journal(open_page: Open, months: list[str], rows) -> None:
    app = open_page("ledger/cogs_proof", period=months[-1])
    now = rows("cogs_by_month")[-1]
    assert app.metric[0].value.endswith(say_money(now["omni_cogs"] - now["journal"]))
    assert len(table(app, "stranded_cogs")) == len(rows("stranded_cogs"))


def test_the_documents_of_the_sync_gap_are_the_gap(open_page: Open, months: list[str], rows) -> None:
    app = open_page("ledger/sync_gap", period=months[-1])
    listed = table(app, "unsynced")
    assert listed["Amount ex tax"].sum() == sum(row["amount"] for row in rows("sync_all_gap"))
    assert len(listed) == sum(row["documents"] for row in rows("sync_all_gap"))
    kinds = shown(app, "kinds")
    assert len(table(select(app, "kinds", 0), "unsynced")) == kinds["Documents"].iloc[0]


def test_accruals_balance_in_every_quadrant(open_page: Open, months: list[str], rows) -> None:
    app = open_page("ledger/accruals", period=months[-1])
    quadrants = shown(app, "quadrants")
    assert (quadrants["Debit"] == quadrants["Credit"]).all()
    assert quadrants["Debit"].iloc[-1] == sum(row["debit"] for row in rows("accruals"))
    assert app.metric[0].value.endswith(say_money(quadrants["Debit"].iloc[-1]))


def test_accrual_files_wait_for_every_account(open_page: Open, months: list[str], rows, monkeypatch) -> None:
    app = open_page("ledger/accruals", period=months[-1])
    assert "Say which account is for" in words(app)
    for field in app.text_input:
        if (field.key or "").startswith("account-xero-") and not field.value:
            field.input("999")
    app.run()
    assert "Say which account is for" not in words(app)
    assert app.download_button(key="download-journal").label.startswith("Xero")


def test_the_story_names_the_broken_link(open_page: Open, months: list[str], rows) -> None:
    draft = next(row for row in rows("findings") if row["cause_id"] == "P07")
    app = open_page("documents/story", period=months[-1], ref=draft["ref"])
    said = words(app)
    assert "no entry names it" in said
    assert ":red[**Ledger**]" in said
    assert cause("P07", months[-1]).title in said
    assert app.title[0].value.replace("\\", "") == draft["ref"]


def test_every_state_of_the_story_has_words(rows) -> None:
    from pages.parts.story import STATES  # noqa: PLC0415

    assert {row["state"] for row in rows("document_story")} <= STATES.keys()


def test_every_finding_of_a_document_has_a_story(rows) -> None:
    known = {row["ref"] for row in rows("document_story")}
    documents = {row["ref"] for row in rows("findings") if row["doc_type"] in {"SO", "CN", "PO", "SCN", "ADJ"}}
    assert len(documents - known) <= len(documents) * 0.05, documents - known


def test_a_step_opens_down_to_its_line(open_page: Open, months: list[str], rows) -> None:
    ref = next(row["ref"] for row in rows("findings") if row["cause_id"] == "P09")
    app = open_page("documents/story", period=months[-1], ref=ref)
    app.toggle[0].set_value(True).run()
    assert "Line " in words(app)
    assert ref in app.dataframe[-1].value.iloc[0].tolist()


def test_a_part_of_a_reference_finds_several(open_page: Open, months: list[str], rows) -> None:
    ref = rows("findings")[0]["ref"]
    app = open_page("documents/story", period=months[-1], ref=ref[:-1].lower())
    assert ref in app.pills(key="found").options
    nobody = open_page("documents/story", period=months[-1], ref="no such thing")
    assert "No document holds" in words(nobody)


def test_a_picked_row_leads_to_its_story(open_page: Open, months: list[str], rows) -> None:
    ref = rows("findings")[0]["ref"]
    app = pick(open_page("documents/story", period=months[-1]), "findings", 0)
    app.button(key="open-story").click().run()
    assert app.title[0].value.replace("\\", "") == ref


def test_a_clean_company_is_all_named(open_page: Open, months: list[str]) -> None:
    app = open_page("ledger/bridge", CLEAN, period=months[-1])
    assert "all named" in badges(app)
    assert "Nothing is out of step" in words(app)
    assert " rows were tested" in words(app)
