"""Flags of rows that nothing tests are blank, which a page shows as "cannot tell", and never No."""

from pathlib import Path

import pytest

from tests.given.landings import adjustment, landing, leave_out, sale
from tests.reports.golden import AFTER, INSIDE, Ask


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    return Ask(tmp_path)


def entry(ref: str, **columns: object) -> dict[str, object]:
    return {"doc_type": "SO", "order_ref": ref, "ref_key": ref, "acct_date": INSIDE, "status": "IMPORTED", **columns}


def test_a_blank_cost_of_an_unreadable_or_unknown_order_is_not_judged(ask: Ask) -> None:
    sales = leave_out(landing("sales_documents", [sale("S-1"), sale("S-2", qty_moved=1), sale("S-3")]), 4)
    cogs = [entry(ref, cogs=None, sales=10) for ref in ("S-1", "S-2", "S-3", "S-4")]
    cogs.append(entry("S-5", cogs=6, sales=10, gross_profit=4))
    flags = {
        row["order_ref"]: (row["cb1"], row["cb2"])
        for row in ask("cogs_breakdown", sales, landing("cogs_entries", cogs))
    }
    assert flags == {
        "S-1": ("Y", "N"),
        "S-2": ("N", "Y"),
        "S-3": (None, None),
        "S-4": (None, None),
        "S-5": ("N", "N"),
    }


def test_a_blank_cost_takes_nothing_off_the_gross_profit(ask: Ask) -> None:
    rows = [
        entry("S-1", cogs=None, sales=10, gross_profit=10),
        entry("S-2", cogs=None, sales=10, gross_profit=4),
        entry("S-3", cogs=None, sales=10),
        entry("S-4", cogs=6, sales=10),
        entry("S-5", cogs=6, sales=10, gross_profit=4),
    ]
    flags = {row["order_ref"]: row["t7"] for row in ask("cogs_breakdown", landing("cogs_entries", rows))}
    assert flags == {"S-1": "N", "S-2": "Y", "S-3": None, "S-4": None, "S-5": "N"}
    (tie,) = [row for row in ask("tie_outs") if row["tie_out"] == "T7"]
    assert tie["left_side"] == 1


def test_dates_of_an_unreadable_adjustment_are_not_compared(ask: Ask) -> None:
    made = [adjustment("A-1"), adjustment("A-2", acct_date=AFTER), adjustment("A-3")]
    lists = leave_out(landing("stock_adjustments", made), 4)
    rows = [
        {
            "section": "stock_adjustments",
            "section_label": "Adjustments",
            "reference": ref,
            "ref_key": ref,
            "debit": 8,
            "entry_date": INSIDE,
        }
        for ref in ("A-1", "A-2", "A-3", "A-4")
    ]
    answer = ask("stock_on_hand", lists, landing("stock_reconciliation_entries", rows))
    flags = {row["reference"]: (row["sh1"], row["sh2"], row["sh4"]) for row in answer}
    assert flags == {
        "A-1": ("N", "N", "N"),
        "A-2": ("N", "N", "Y"),
        "A-3": (None, None, None),
        "A-4": ("Y", None, None),
    }


def test_a_value_is_not_compared_with_a_month_that_is_not_known(ask: Ask) -> None:
    held = {"product_code": "P-1", "soh": 2, "stock_value": 10, "retail_value": None}
    (row,) = ask("stock_valuation", landing("stock_valuation_lines", [held]))
    assert (row["hv1"], row["hv4"], row["hv5"]) == ("N", None, None)
