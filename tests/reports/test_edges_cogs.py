"""Blank COGS at the limits of its conditions (cogs.md#conditions)."""

from decimal import Decimal
from pathlib import Path

import pytest

from close.store.warehouse import Landing
from tests.given.landings import credit, landing, sale
from tests.reports.golden import AFTER, INSIDE, Ask

REASONS: dict[str, tuple[dict[str, object], str]] = {  # what differs from a sound order -> the condition that fails
    "S-1": ({"move_date": None}, "not_fully_dispatched"),
    "S-2": ({"acct_date": None}, "no_invoice_date"),
    "S-3": ({"qty_moved": 1}, "qty_mismatch"),
    "S-4": ({"qty_moved": 3}, "qty_mismatch"),  # too many
    "S-5": ({"status": "ERROR"}, "status_error"),
    "S-6": ({"status": "NOT_IMPORTED"}, "status_not_imported"),
    "S-7": ({"status": None}, "status_not_imported"),  # blank is not imported
    "S-8": ({"status": "DO_NOT_IMPORT"}, "eligible_but_blank"),
    "S-9": ({}, "eligible_but_blank"),
    "S-10": ({"cogs": 0}, "eligible_but_zero"),
    "S-11": ({"move_date": None, "acct_date": INSIDE, "qty_moved": 0, "status": "ERROR"}, "not_fully_dispatched"),
    "S-12": ({"qty_moved": 1, "status": "ERROR"}, "qty_mismatch"),
    "S-13": ({"acct_date": AFTER}, "eligible_but_blank"),  # a date after the month end is not missing
    "S-14": ({"qty_ordered": None}, "eligible_but_blank"),  # unknown quantities do not differ
    # and these are not blank, or not of this month end
    "S-20": ({"cogs": 6}, ""),
    "S-21": ({"cogs": 6, "qty_moved": 1}, ""),
    "S-22": ({"is_void": True}, ""),
    "S-23": ({"move_date": AFTER, "acct_date": AFTER}, ""),
    "S-24": ({"move_date": None, "acct_date": None}, ""),
}


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    return Ask(tmp_path)


def entry(ref: str, kind: str = "SO", **columns: object) -> dict[str, object]:
    return {"doc_type": kind, "order_ref": ref, "ref_key": ref, "acct_date": INSIDE, "status": "IMPORTED", **columns}


def exports(rows: dict[str, dict[str, object]], make=sale, period: str = "2026-03", **common: object) -> list[Landing]:
    cogs = [entry(ref, make(ref)["doc_type"], cogs=row.get("cogs"), **common) for ref, row in rows.items()]
    documents = [make(ref, **{k: v for k, v in row.items() if k != "cogs"}) for ref, row in rows.items()]
    return [landing("sales_documents", documents, period), landing("cogs_entries", cogs, period)]


def test_the_first_condition_that_fails_is_named(ask: Ask) -> None:
    rows = ask("blank_cogs", *exports({ref: columns for ref, (columns, _) in REASONS.items()}))
    found = {row["order_ref"]: row["failing_condition"] for row in rows}
    assert found == {ref: reason for ref, (_, reason) in REASONS.items() if reason}


def test_credit_notes_have_words_of_their_own(ask: Ask) -> None:
    made = exports({"C-1": {"move_date": None}, "C-2": {"acct_date": None}, "C-3": {"cogs": 0}}, credit)
    found = {row["order_ref"]: row["failing_condition"] for row in ask("blank_cogs", *made)}
    assert found == {"C-1": "not_completed", "C-2": "no_credit_note_date", "C-3": "eligible_but_zero"}


def test_unmoved_documents_have_no_missing_fields(ask: Ask) -> None:
    rows = ask("blank_cogs", *exports({"S-1": {"move_date": None, "qty_moved": 0}, "S-2": {"acct_date": None}}))
    assert {row["order_ref"]: row["likely_missing_cogs"] for row in rows} == {"S-1": 0, "S-2": Decimal("6.00")}
    credited = ask("blank_cogs", *exports({"C-1": {"acct_date": None}}, credit))
    assert {row["order_ref"]: row["likely_missing_cogs"] for row in credited}["C-1"] == Decimal("-6.00")


def test_a_document_without_an_entry_is_not_blank(ask: Ask) -> None:
    assert ask("blank_cogs", landing("sales_documents", [sale("S-1", acct_date=None)])) == []


def test_an_old_blank_no_longer_counts_once_the_order_is_eligible(ask: Ask) -> None:
    ask.land(*exports({"S-1": {"acct_date": None}, "S-2": {"qty_moved": 1}}))
    sales, _ = exports({"S-1": {}, "S-2": {"qty_moved": 1}}, period="2026-04")
    rows = ask("blank_cogs", sales, landing("cogs_entries", [entry("S-9", cogs=6)], "2026-04"), period="2026-04")
    assert [(row["order_ref"], row["in_month_file"]) for row in rows] == [("S-2", "N")]
    assert len(ask("blank_cogs")) == 2


def test_flags_of_the_breakdown(ask: Ask) -> None:
    rows = {
        "S-1": entry("S-1", cogs=None, sales=10),  # blank, eligible
        "S-2": entry("S-2", cogs=None, sales=10),  # blank, quantities differ
        "S-3": entry("S-3", cogs=-6, sales=10),  # wrong sign
        "S-4": entry("S-4", cogs=10, sales=10),  # zero gross profit
        "S-5": entry("S-5", cogs=6, sales=10, acct_date=AFTER),
        "S-6": entry("S-6", cogs=6, sales=10, acct_date=None),
        "S-7": entry("S-7", cogs=6, sales=10, gross_profit=5),
        "S-8": entry("S-8", cogs=6, sales=10, gross_profit=4),  # sound
        "C-9": entry("C-9", "CN", cogs=6, sales=-10),  # wrong sign, so implausible as well
    }
    sales = [sale("S-1"), sale("S-2", qty_moved=1), *(sale(ref) for ref in rows if ref > "S-2"), credit("C-9")]
    answer = ask("cogs_breakdown", landing("sales_documents", sales), landing("cogs_entries", rows.values()))
    flags = ("cb1", "cb2", "cb3", "cb4", "cb5", "t7")
    raised = {row["order_ref"]: [name for name in flags if row[name] == "Y"] for row in answer}
    assert raised == {
        "S-1": ["cb1"],
        "S-2": ["cb2"],
        "S-3": ["cb3", "cb4"],
        "S-4": ["cb4"],
        "S-5": ["cb5"],
        "S-6": ["cb5"],
        "S-7": ["t7"],
        "S-8": [],
        "C-9": ["cb3", "cb4"],
    }
