"""The ledger pages and the story of a document: their numbers match the reports', and a bar lists its documents."""

import json
from itertools import product
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from close.store.settings import Settings
from close.store.warehouse import Warehouse
from pages.bridge import identities
from pages.parts.frame import page_context
from pages.parts.month.causes import UNEXPLAINED
from pages.parts.words import say, say_money
from tests.given.variants import spread

from .conftest import CLEAN, FAULTY, HALF
from .screen import Open, pick, press, select, table, table_at, table_of, words

PAGES = (
    "bridge", "tie_outs", "stock_account", "ledger_match", "cogs_proof",
    "sync_gap", "accruals", "document",
)  # fmt: skip
LEDGER_PAGES = tuple(page for page in PAGES if page != "document")


def badges(app: AppTest) -> str:
    return "\n".join(str(element.value) for element in app.markdown)


@pytest.mark.parametrize(("organisation", "page"), spread([*product([FAULTY, CLEAN, HALF], PAGES)], 9))
def test_opens_in_every_state(open_page: Open, months: list[str], organisation: str, page: str) -> None:
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
    monkeypatch.setattr(page_context.PageContext, "is_empty", property(lambda _: True))
    assert open_page(page, period=months[-1]).header[0].value == "No exports uploaded yet"


@pytest.mark.parametrize("page", LEDGER_PAGES)
def test_a_month_without_ledger_says_which_export_and_where(open_page: Open, months: list[str], page: str) -> None:
    text = words(open_page(page, HALF, period=months[-1]))
    assert "Account Transactions" in text
    assert "Accounting > Reports > Account Transactions" in text


def test_tie_outs_count_those_that_agree(open_page: Open, months: list[str], rows) -> None:
    app = open_page("tie_outs", period=months[-1])
    states = [row["state"] for row in rows("tie_outs")]
    assert app.metric[0].value == f"{states.count('holds')} of {len(states)}"
    differing = [row for row in rows("tie_outs") if row["state"] == "fails"]
    assert f"Tie-outs that differ ({len(differing)})" in [header.value for header in app.header]
    for row in differing:
        assert f"{row['label']} ({row['tie_out']})" in words(app)
        assert row["tie_out"] in identities.EXPLANATIONS


def test_a_tie_out_that_agrees_shows_one_amount_for_both_sides(open_page: Open, months: list[str], rows) -> None:
    agreeing = [row for row in rows("tie_outs") if row["state"] == "holds"]
    listed = table_of(open_page("tie_outs", period=months[-1]), "Rule", "Both amounts")
    assert list(listed["Rule"]) == [f"{row['label']} ({row['tie_out']})" for row in agreeing]
    assert list(listed["Both amounts"]) == [identities.say_side(row, "right_side") for row in agreeing]


def test_adjusted_balances_leave_the_residual(open_page: Open, months: list[str], rows, legs) -> None:
    app = open_page("stock_account", period=months[-1])
    omni, books = (table_at(app, f"side-{side}") for side in ("Omni", "Ledger"))
    rest = sum(row["amount"] for row in rows("bridge") if row["cause_id"] == UNEXPLAINED)
    for side in (omni, books):
        assert side["Amount"].iloc[:-1].sum() == side["Amount"].iloc[-1]
    assert omni["Amount"].iloc[-1] - books["Amount"].iloc[-1] == rest
    assert app.metric[0].value.endswith(say_money(rest))


@pytest.mark.parametrize(
    ("side", "column", "sign"),
    [("Omni", "Valuation less reconciliation", -1), ("Ledger", "Reconciliation less ledger", 1)],
)
def test_every_line_of_the_stock_account_lists_its_documents(
    open_page: Open, months: list[str], side: str, column: str, sign: int
) -> None:
    app = open_page("stock_account", period=months[-1])
    lines, whole = table_at(app, f"side-{side}"), len(table(app, "findings"))
    for number in range(1, len(lines) - 1):
        app = select(app, f"side-{side}", number)
        listed = table(app, "findings")
        assert len(listed) == lines["Documents"].iloc[number], lines["Line"].iloc[number]
        # An opening balance has no document. The list says which amount is not in it.
        rest = sign * lines["Amount"].iloc[number] - listed[column].sum()
        assert not rest or f"(G05) {say_money(rest)}" in words(app).split("Not in this list")[1]
        # The line stays selected, and the piece of the gap is that of the line.
        kept = next(
            json.loads(frame.proto.selection_default) for frame in app.dataframe if f"side-{side}" in (frame.key or "")
        )
        assert kept["selection"]["rows"] == [number]
        clears = lines["Line"].iloc[number].endswith("clears by itself")
        assert ("clears_by_itself" in app.session_state["piece"]) == clears
    assert len(table(select(app, f"side-{side}", 0), "findings")) == whole


def test_suggestions_are_not_matches(open_page: Open, months: list[str], rows) -> None:
    app = open_page("ledger_match", period=months[-1])
    piles = [row["pile"] for row in rows("ledger_match")]
    counted = {metric.label: metric.value for metric in app.metric}
    for pile in ("matched", "suggested", "unmatched"):
        assert counted[pile.capitalize()] == f"{piles.count(pile):,}"
    assert app.metric[0].value == f"{piles.count('matched') * 100 / len(piles):,.1f}%"
    assert "not counted as matched" in words(app)


def test_ledger_lines_alone_have_a_cause(open_page: Open, months: list[str], rows) -> None:
    app = open_page("ledger_match", period=months[-1])
    app.segmented_control(key="view").set_value("Without a valid document").run()
    assert table(app, "ledger_only")["Debit less credit"].sum() == sum(
        row["debit_minus_credit"] for row in rows("ledger_only")
    )


def test_the_cogs_proof_lists_what_is_wrong_before_all_documents(open_page: Open, months: list[str]) -> None:
    app = open_page("cogs_proof", period=months[-1])
    keys = [frame.key or "" for frame in app.dataframe]
    lists = [
        next(n for n, key in enumerate(keys) if f"table-{name}-" in key)
        for name in ("stranded_cogs", "cogs_proof_documents")
    ]
    assert lists == sorted(lists)
    folded = next(box for box in app.expander if "documents with COGS" in box.label)
    assert not folded.proto.expanded
    app = select(app, "cogs-months", 0)
    assert next(box for box in app.expander if "documents with COGS" in box.label).proto.expanded


def test_cogs_proof_is_omni_less_journal(open_page: Open, months: list[str], rows) -> None:
    app = open_page("cogs_proof", period=months[-1])
    now = rows("cogs_by_month")[-1]
    assert app.metric[0].value.endswith(say_money(now["omni_cogs"] - now["journal"]))
    assert len(table(app, "stranded_cogs")) == len(rows("stranded_cogs"))


def test_a_cost_that_omni_does_not_have_yet_is_blank_and_not_zero(open_page: Open, months: list[str], rows) -> None:
    app = open_page("cogs_proof", period=months[-1])
    unknown = [row["ref"] for row in rows("stranded_cogs") if row["cost"] is None]
    estimated = {row["order_ref"] for row in rows("blank_cogs") if row["evidence_code"].endswith("_margin")}
    assert set(unknown) & estimated
    assert f"Omni has no cost yet for {len(unknown)} of them. Blank COGS estimates it." in words(app)
    assert 0 not in set(table(app, "stranded_cogs")["Cost"])


def test_stranded_cogs_says_what_can_be_done_and_shows_no_code(open_page: Open, months: list[str], rows) -> None:
    app = pick(open_page("cogs_proof", period=months[-1]), "stranded_cogs", 0)
    row = rows("stranded_cogs")[0]
    text = words(app).replace("\\", "")
    assert (
        f"{row['why'][1:]}: its COGS belongs to {page_context.month_name(row['cogs_month'])} ({row['fate']})." in text
    )
    assert row["fix"] in text
    facts = [fact for found in app.table for fact in found.value["fact"]]
    assert "What will happen" in facts
    assert not [fact for fact in facts if fact.endswith("(code)")]


def test_the_documents_of_the_sync_gap_are_the_gap(open_page: Open, months: list[str], rows) -> None:
    app = open_page("sync_gap", period=months[-1])
    listed = table(app, "unsynced")
    assert listed["Amount ex tax"].sum() == sum(row["amount"] for row in rows("sync_all_gap"))
    assert len(listed) == sum(row["documents"] for row in rows("sync_all_gap"))
    kinds = table_at(app, "kinds")
    assert len(table(select(app, "kinds", 0), "unsynced")) == kinds["Documents"].iloc[0]


def test_the_panel_names_the_document(open_page: Open, months: list[str], rows) -> None:
    app = pick(open_page("sync_gap", period=months[-1]), "unsynced", 0)
    row = rows("unsynced")[0]
    assert f"{say(row['doc_type'])} {row['ref']}" in words(app).replace("\\", "")


def test_the_panel_names_an_entry_without_a_document(open_page: Open, months: list[str]) -> None:
    app = open_page("ledger_match", period=months[-1])
    listed = table(app, "ledger_match")
    place = list(listed["Reference"].isna()).index(True)
    app = pick(app, "ledger_match", place)
    assert any(listed["Ledger reference"].iloc[place] in header.value.replace("\\", "") for header in app.header)


def test_accruals_balance_in_every_quadrant(open_page: Open, months: list[str], rows) -> None:
    app = open_page("accruals", period=months[-1])
    quadrants = table_at(app, "quadrants")
    assert (quadrants["Debit"] == quadrants["Credit"]).all()
    assert quadrants["Debit"].iloc[-1] == sum(row["debit"] for row in rows("accruals"))
    assert app.metric[0].value.endswith(say_money(quadrants["Debit"].iloc[-1]))


def test_accrual_files_wait_for_every_account(open_page: Open, months: list[str], rows, monkeypatch) -> None:
    app = open_page("accruals", period=months[-1])
    assert "The journal needs an account for" in words(app)
    for field in app.text_input:
        if (field.key or "").startswith("account-xero-") and not field.value:
            field.input("999")
    app.run()
    assert "The journal needs" not in words(app)
    assert app.download_button(key="download-journal").label.startswith("Xero")


def test_accrual_accounts_are_chosen_once(open_page: Open, writable: Path, months: list[str]) -> None:
    app = open_page("accruals", period=months[-2])
    open_fields = [
        field for field in app.text_input if (field.key or "").startswith("account-xero-") and not field.value
    ]
    assert open_fields
    for field in open_fields:
        field.input("999")
    app.run()
    press(app, "Remember these accounts")
    assert not app.exception
    assert not app.error
    later = open_page("accruals", period=months[-1])  # the settings uploaded for this month do not name them
    proposed = {field.key: field.value for field in later.text_input if (field.key or "").startswith("account-xero-")}
    assert [proposed[field.key] for field in open_fields if field.key in proposed]
    assert all(proposed[field.key] == "999" for field in open_fields if field.key in proposed)
    earlier, now = (Warehouse(writable, FAULTY).settings(month) or Settings() for month in (months[-3], months[-1]))
    assert earlier.accrual_accounts == {}
    assert set(now.accrual_accounts.values()) > {"999"}
    assert "remembered in the settings" in words(open_page("accruals", period=months[-2]))


def test_a_clean_company_is_all_named(open_page: Open, months: list[str]) -> None:
    app = open_page("bridge", CLEAN, period=months[-1])
    assert "fully explained" in badges(app)
    assert "No differences" in words(app)
    assert " rows were tested" in words(app)
