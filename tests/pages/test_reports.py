"""The report pages: their numbers match the reports', and every row can be opened down to its line."""

import re
from decimal import Decimal
from itertools import product
from pathlib import Path

import pyarrow.compute as pc
import pytest
from streamlit.testing.v1 import AppTest

from close.engine.connection import constant
from close.rules.answers import Answer, run
from close.rules.compile import compile_model
from close.rules.queries import library
from close.rules.reasons import reasons
from close.rules.rulebook import split_citations
from close.store.warehouse import Warehouse
from pages.parts.widgets.tables import FLAG
from pages.parts.words import say_money
from tests.given.landings import landing, purchase
from tests.given.variants import spread

from .conftest import CLEAN, FAULTY, HALF
from .screen import Open, pick, select, table, table_at, words

REPORTS = (
    "timing_differences", "blank_cogs", "missing_fields", "cogs_breakdown", "stock_valuation", "stock_on_hand",
    "sales_and_credits", "purchases_and_credits",
)  # fmt: skip
NUMBERS = {
    "timing_differences": ("value", None),
    "blank_cogs": ("likely_missing_cogs", None),
    "stock_valuation": ("stock_value", None),
    "sales_and_credits": ("sales", None),
    "purchases_and_credits": ("purchases_total", "void"),
}


def small_table(app: AppTest, column: str):
    """Return the small table with a column. Read-only tables have no key in a test."""
    return next(frame.value for frame in app.dataframe if not frame.key and column in frame.value)


def amount(answer: Answer, column: str, without: str | None = None) -> Decimal:
    rows = answer.table.filter(pc.equal(answer.table[without], "N")) if without else answer.table
    return pc.sum(rows[column]).as_py()


@pytest.mark.parametrize(("organisation", "name"), spread([*product([FAULTY, CLEAN, HALF], REPORTS)], 10))
def test_opens_in_every_state(open_page: Open, months: list[str], organisation: str, name: str) -> None:
    app = open_page(name, organisation, period=months[-1])
    assert not app.exception
    assert not app.error
    assert len(app.title) == 1


@pytest.mark.parametrize("name", NUMBERS)
def test_number_is_the_reports(open_page: Open, months: list[str], answer, name: str) -> None:
    app = open_page(name, period=months[-1])
    assert app.metric[0].value.endswith(say_money(amount(answer(name), *NUMBERS[name])))


@pytest.mark.parametrize("name", REPORTS)
def test_lists_every_row(open_page: Open, months: list[str], answer, name: str) -> None:
    app, rows = open_page(name, period=months[-1]), answer(name).table
    assert len(table(app, name)) == rows.num_rows
    assert f"{rows.num_rows:,} rows" in words(app)


@pytest.mark.parametrize("name", REPORTS)
def test_a_picked_row_ends_at_its_line(open_page: Open, months: list[str], answer, name: str) -> None:
    app = pick(open_page(name, period=months[-1]), name, 0)
    key = app.query_params["row"]
    fresh = open_page(name, period=months[-1], row=key[0] if isinstance(key, list) else key)
    for opened in (app, fresh):
        assert not opened.exception
        assert "Line " in words(opened)
        assert " of " in words(opened)
        assert table(app, name).iloc[0].iloc[0] in opened.dataframe[-1].value["In the file"].tolist()


def test_a_pick_is_let_go(open_page: Open, months: list[str]) -> None:
    app = pick(open_page("timing_differences", period=months[-1]), "timing_differences", 1)
    assert app.query_params["row"]
    pick(app, "timing_differences")
    assert "row" not in app.query_params
    assert "Select a row" in words(app)


def test_a_pick_does_not_outlive_its_month(open_page: Open, months: list[str], answer) -> None:
    app = pick(open_page("timing_differences", period=months[-1]), "timing_differences", 0)
    app.selectbox(key="period").set_value(months[0]).run()
    assert not app.exception
    before = {
        row["ref"]
        for row in run(app.session_state["context"].warehouse, "timing_differences", months[0]).table.to_pylist()
    }
    picked = app.query_params.get("row")
    assert picked is None or str(picked).split("|")[-1].strip("']") in before


def test_quadrants_add_up(open_page: Open, months: list[str], answer) -> None:
    app, rows = (
        open_page("timing_differences", period=months[-1]),
        answer("timing_differences").table,
    )
    quadrants = table_at(app, "quadrants")
    last = quadrants.iloc[-1]
    assert last["Flow"] == "Total"
    assert last["Moved only"] + last["Booked only"] == rows.num_rows
    assert last["Value moved"] + last["Value booked"] == pc.sum(rows["value"]).as_py()


def test_a_flow_opens_its_documents(open_page: Open, months: list[str], answer) -> None:
    app = open_page("timing_differences", period=months[-1])
    select(app, "quadrants", 2)
    flows = answer("timing_differences").table["flow"].to_pylist()
    assert set(table(app, "timing_differences")["Flow"]) == {"Purchases"}
    assert len(table(app, "timing_differences")) == flows.count("Purchases")


def test_roll_forward_is_a_sum(open_page: Open, months: list[str], answer) -> None:
    app = open_page("timing_differences", period=months[-1])
    app.segmented_control(key="view").set_value("Roll-forward").run()
    money, counts = (frame.value for frame in app.dataframe if "= Closing" in frame.value)
    assert (money["Opening"] + money["+ New"] - money["− Cleared"] + money["± Revalued"] == money["= Closing"]).all()
    assert (counts["Opening"] + counts["+ New"] - counts["− Cleared"] == counts["= Closing"]).all()
    rows = answer("timing_differences").table
    assert (money["= Closing"].iloc[-1], counts["= Closing"].iloc[-1]) == (pc.sum(rows["value"]).as_py(), rows.num_rows)


def test_a_bar_opens_its_documents(open_page: Open, months: list[str], answer) -> None:
    app = open_page("blank_cogs", period=months[-1])
    conditions = answer("blank_cogs").table["failing_condition"].to_pylist()
    app.session_state["conditions-"] = {"selection": {"pick": [{"code": conditions[0]}]}}
    app.run()
    assert len(table(app, "blank_cogs")) == conditions.count(conditions[0])


def test_failing_conditions_are_distinguished(open_page: Open, months: list[str], answer) -> None:
    app = open_page("blank_cogs", period=months[-1])
    for index, row in enumerate(answer("blank_cogs").table.to_pylist()[:8]):
        text = words(pick(app, "blank_cogs", index))
        assert ":red[" in text, row
        assert (":red[:material/close:] Fully Dispatched" in text) == (
            row["move_date"] is None and row["doc_type"] == "SO"
        )


def test_fix_plan_counts_every_field(open_page: Open, months: list[str], answer) -> None:
    app, rows = open_page("missing_fields", period=months[-1]), answer("missing_fields").table
    plan = table_at(app, "plan")
    assert plan["Documents"].sum() == rows.num_rows
    invoices = plan[(plan["Screen in Omni"] == "Sales > Sales Orders") & (plan["Field to fill in"] == "Invoice Date")]
    assert set(invoices["How"]) <= {"in bulk"}
    assert app.metric[0].value == f"{rows.num_rows:,}"


def test_cogs_statement_splits_the_report(open_page: Open, months: list[str], answer) -> None:
    app, rows = open_page("cogs_breakdown", period=months[-1]), answer("cogs_breakdown").table
    lines = small_table(app, "GP %")
    assert lines["Rows"].iloc[:3].sum() == lines["Rows"].iloc[3] == rows.num_rows
    assert lines["COGS"].iloc[:3].sum() == lines["COGS"].iloc[3] == pc.sum(rows["cogs"]).as_py()
    assert lines["COGS"].iloc[0] == answer("balances").table["cin7_cogs"][0].as_py()


def test_flags_filter(open_page: Open, months: list[str], answer) -> None:
    app, rows = open_page("cogs_breakdown", period=months[-1]), answer("cogs_breakdown").table
    app.pills(key="flags-cogs_breakdown").set_value(["CB5"]).run()
    listed = table(app, "cogs_breakdown")
    assert len(listed) == rows["cb5"].to_pylist().count("Y")
    assert all("Invoice date not in the month (CB5)" in flags.split("; ") for flags in listed["Flags"])


def test_a_section_opens_its_entries(open_page: Open, months: list[str], answer) -> None:
    app, roll = open_page("stock_on_hand", period=months[-1]), answer("stock_on_hand_roll").table.to_pylist()
    lines = [row for row in roll if row["position"] != 1]
    index = next(i for i, row in enumerate(lines) if row["entries"])
    listed = table(select(app, "statement", index), "stock_on_hand")
    assert len(listed) == lines[index]["entries"]
    assert listed["Net"].sum() == lines[index]["amount"]


def test_a_line_without_entries_lists_all(open_page: Open, months: list[str], answer) -> None:
    app, roll = open_page("stock_on_hand", period=months[-1]), answer("stock_on_hand_roll").table.to_pylist()
    lines = [row for row in roll if row["position"] != 1]
    index = next(i for i, row in enumerate(lines) if row["entries"] is None)
    before = len(table(app, "stock_on_hand"))
    selected = select(app, "statement", index)
    assert len(table(selected, "stock_on_hand")) == before
    assert "There is no list of documents behind this line." in words(selected)


def test_a_missing_export_is_a_dash_and_is_named(open_page: Open, months: list[str]) -> None:
    for name in (
        "timing_differences",
        "blank_cogs",
        "missing_fields",
        "cogs_breakdown",
        "stock_valuation",
        "stock_on_hand",
    ):
        app = open_page(name, HALF, period=months[-1])
        assert app.metric[0].value in {"–", "-"}, name
        assert "Not uploaded for" in words(app), name
    assert open_page("sales_and_credits", HALF, period=months[-1]).metric[0].value != "–"


def test_a_column_that_no_export_has_is_a_dash(open_page: Open, writable: Path) -> None:
    rows = [purchase("PO-1", purchases_total=None), purchase("PO-2", purchases_total=None)]
    Warehouse(writable, "bare").land([landing("purchase_documents", rows, "2026-03")], "ada")
    app = open_page("purchases_and_credits", "bare", period="2026-03")
    assert [(metric.label, metric.value) for metric in app.metric][:1] == [
        ("Purchases of 2 documents that are not void", "–")
    ]


def test_an_empty_list_says_what_was_tested(open_page: Open, months: list[str], answer) -> None:
    for name in ("blank_cogs", "missing_fields"):
        if not answer(name, CLEAN).table.num_rows:
            text = words(open_page(name, CLEAN, period=months[-1]))
            assert re.search(r"[Tt]ested: \d|\d \w+ were tested", text), name


def test_every_flag_has_a_remedy() -> None:
    columns = [column for queries in library("reports").values() for query in queries for column in query.columns]
    flags = {match[1] for column in columns if (match := FLAG.match(column.label))}
    assert flags == set(constant(compile_model("flag_reasons", "2026-03").sql)["code"].to_pylist())
    assert not [flag for flag in flags if not reasons("2026-03")[flag].remedy]


def test_a_flag_says_what_to_do(open_page: Open, months: list[str]) -> None:
    app = open_page("cogs_breakdown", period=months[-1])
    app.pills(key="flags-cogs_breakdown").set_value(["CB5"]).run()
    assert reasons(months[-1])["CB5"].remedy in words(pick(app, "cogs_breakdown", 0))


def test_the_steps_of_a_report_open_one_by_one(open_page: Open, months: list[str]) -> None:
    app = open_page("blank_cogs", period=months[-1])
    app.segmented_control(key="computed-blank_cogs").set_value("Steps").run()
    steps = app.selectbox(key="step-blank_cogs")
    assert steps.value == "blank_cogs"
    steps.set_value("sales_without_cogs").run()
    assert not app.exception
    assert compile_model("sales_without_cogs", months[-1]).query.body in [code.value for code in app.code]


def test_the_rule_of_a_report_opens_as_text(open_page: Open, months: list[str]) -> None:
    app = open_page("blank_cogs", period=months[-1])
    shown = [part.value for part in app.markdown]
    rules, _ = split_citations(library("reports")["blank_cogs"][0].fields["rule"])
    assert {rule.title for rule in rules} >= {"Blank and zero", "Conditions"}
    assert all(f"**{rule.title}**\n\n{rule.text}" in shown for rule in rules)


def test_the_gap_is_only_that_of_the_ledger(open_page: Open, months: list[str], rows) -> None:
    listed = small_table(open_page("stock_on_hand", period=months[-1]), "Balance")
    assert list(listed["Balance"])[-1] == "Valuation less reconciliation"
    assert listed["Amount"].iloc[-1] == rows("balances")[0]["hsv_minus_sohr"]
