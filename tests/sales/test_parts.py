"""Orders and credits that moved in part or not at all: stock, causes, steps and accruals follow quantities."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from close.store.warehouse import Landing
from tests.bridge.slips import accounts, ledger, line, reconciliation, valuation
from tests.given.landings import Row, credit, landing, sale
from tests.reports.golden import AFTER, BEFORE, Ask

UNDATED = {"move_date": None, "acct_date": None, "status": "NOT_IMPORTED"}
TEN = {"qty_ordered": 10, "sales": 200, "sales_tax": 30, "sales_incl": 230, "cost": 100}


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    return Ask(tmp_path)


def books(stock: object, *sales: Row) -> list[Landing]:
    """Open a month with 1,000.00 of stock. The valuation has the new value, but the ledger has not moved."""
    posted = [
        line(account, row["order_ref"], Decimal(row[column]) * sign, row["acct_date"])
        for row in sales
        if row["acct_date"] and row["status"] == "IMPORTED"
        for account, column, sign in (("revenue", "sales", -1), ("receivable", "sales_incl", 1))
    ]
    rows = [cogs(row) for row in sales if row["acct_date"] or row["move_date"]]
    return [
        accounts(),
        landing("sales_documents", sales),
        landing("cogs_entries", rows),
        landing("purchase_documents", []),
        landing("stock_adjustments", []),
        valuation(stock),
        *reconciliation(1000, 1000),
        ledger(*posted, inventory=1000),
    ]


def cogs(row: Row) -> Row:
    copied = {column: row[column] for column in ("doc_type", "order_ref", "ref_key", "acct_date", "status", "sales")}
    return {**copied, "cogs": None}


def findings(ask: Ask) -> dict[str, tuple[str, Decimal, Decimal]]:
    return {row["ref"]: (row["cause_id"], row["amount"], row["leg1_amount"]) for row in ask("findings")}


def first_leg(ask: Ask) -> dict[str, Decimal]:
    return {row["cause_id"]: row["amount"] for row in ask("bridge") if row["leg"] == "hsv_to_sohr"}


def accrued(ask: Ask) -> set[tuple[str, str, Decimal]]:
    return {(row["ref"], row["role"], row["debit"] - row["credit"]) for row in ask("accruals")}


def step(ask: Ask, name: str) -> set[str]:
    return {row["ref"] for row in ask("step_exceptions") if row["step"] == name}


def test_stock_leaves_with_the_quantity_dispatched(ask: Ask) -> None:
    rows = [
        sale("S-1", qty_moved=6, **TEN, **UNDATED),
        sale("S-2", qty_moved=6, move_date=None, **TEN),
        sale("S-3", qty_moved=0, move_date=None, **TEN),
        sale("S-4", qty_moved=0, **TEN, **UNDATED),
    ]
    ask.land(*books(880, *rows))
    assert first_leg(ask) == {"S04": Decimal(-120), "unexplained": 0}
    assert findings(ask) == {
        "S-1": ("S04", Decimal(60), Decimal(-60)),
        "S-2": ("S04", Decimal(60), Decimal(-60)),
        "S-3": ("S02", Decimal(100), Decimal(0)),
    }
    assert step(ask, "CH1") == {"S-1", "S-2", "S-3"}
    assert accrued(ask) == {
        ("S-1", "receivable", Decimal(120)),
        ("S-1", "revenue", Decimal(-120)),
        ("S-1", "cogs", Decimal(60)),
        ("S-1", "inventory", Decimal(-60)),
        ("S-2", "revenue", Decimal(80)),
        ("S-2", "deferred_revenue", Decimal(-80)),
        ("S-3", "revenue", Decimal(200)),
        ("S-3", "deferred_revenue", Decimal(-200)),
    }
    missing = {row["order_ref"]: row["likely_missing_cogs"] for row in ask("blank_cogs")}
    assert missing == {"S-2": Decimal(60), "S-3": Decimal(0)}


def test_a_part_is_of_the_month_in_which_the_export_shows_it(ask: Ask) -> None:
    """Dispatch 6 of 10 in February and the rest in March. Once complete, the order is no longer a part delivery."""
    order = {**TEN, "created_date": BEFORE}
    ask.land(landing("sales_documents", [sale("S-1", qty_moved=6, **{**order, **UNDATED})], "2026-02"))
    assert [row["amount"] for row in ask("findings", period="2026-02")] == [60]
    ask.land(landing("sales_documents", [sale("S-1", qty_moved=10, **order)]))
    assert findings(ask) == {}
    assert [row["amount"] for row in ask("findings", period="2026-02")] == [60]


TAKEN: list[tuple[Row, Decimal]] = [
    ({"qty_moved": 12}, Decimal(-120)),  # more than ordered
    ({"qty_moved": 10}, Decimal(-100)),  # all of it, but nobody entered the date
    ({"qty_moved": 3, "cost": None}, Decimal(0)),  # its cost is unknown
    ({"qty_moved": 3, "is_void": True}, Decimal(0)),
    ({"qty_moved": 3, "created_date": AFTER}, Decimal(0)),
    ({"qty_moved": 3, "move_date": AFTER}, Decimal(0)),  # unknown dates, so no units moved by the month end
    ({"qty_moved": 1, "qty_ordered": 3}, Decimal("-33.33")),
]


def test_what_an_undated_order_took_from_stock(ask: Ask) -> None:
    rows = [sale(f"S-{n}", **{**TEN, **UNDATED, **columns}) for n, (columns, _) in enumerate(TAKEN, 1)]
    total = sum(moved for _, moved in TAKEN)
    ask.land(*books(1000 + total, *rows))
    leg = first_leg(ask)
    assert leg.pop("unexplained") == 0
    assert sum(leg.values()) == total
    assert {ref: moved for ref, (*_, moved) in findings(ask).items() if moved} == {
        f"S-{n}": moved for n, (_, moved) in enumerate(TAKEN, 1) if moved
    }


def test_lines_say_what_the_units_that_left_cost(ask: Ask) -> None:
    lines = [
        {"order_ref": "S-1", "ref_key": "S-1", "qty": 5, "qty_moved": 5, "unit_cost": 4},
        {"order_ref": "S-1", "ref_key": "S-1", "qty": 5, "qty_moved": 0, "unit_cost": 16},
    ]
    ask.land(*books(980, sale("S-1", qty_moved=5, **TEN, **UNDATED)), landing("order_lines", lines))
    assert first_leg(ask) == {"S04": Decimal(-20), "unexplained": 0}


def test_lines_that_differ_fail_although_their_sum_agrees(ask: Ask) -> None:
    lines = [
        {"order_ref": "S-1", "ref_key": "S-1", "qty": 5, "qty_moved": 6, "unit_cost": 10},
        {"order_ref": "S-1", "ref_key": "S-1", "qty": 5, "qty_moved": 4, "unit_cost": 10},
    ]
    ask.land(*books(900, sale("S-1", qty_moved=10, **TEN)), landing("order_lines", lines))
    assert first_leg(ask) == {"S04": Decimal(-100), "unexplained": 0}
    assert [row["failing_condition"] for row in ask("blank_cogs")] == ["qty_mismatch"]
    assert step(ask, "CH1") == {"S-1"}


def test_order_lines_of_another_moment_are_ignored(ask: Ask) -> None:
    """Export the lines when 4 had left, and the report when all 10 had left."""
    lines = [{"order_ref": "S-1", "ref_key": "S-1", "qty": 10, "qty_moved": 4, "unit_cost": 10}]
    ask.land(*books(900, sale("S-1", qty_moved=10, **TEN)), landing("order_lines", lines))
    assert [row["failing_condition"] for row in ask("blank_cogs")] == ["eligible_but_blank"]


def test_a_refund_without_return_moves_nothing_and_lacks_nothing(ask: Ask) -> None:
    refund = {"qty_ordered": -5, "qty_moved": 0, "sales": -50, "sales_tax": -7, "sales_incl": -57}
    rows = [
        credit("C-1", cost=0, **refund),
        credit("C-2", cost=-30, **refund),
        credit("C-3", cost=-30, **{**refund, "acct_date": None, "status": "NOT_IMPORTED"}),
        credit("C-4", cost=-30, **{**refund, "move_date": None}),
    ]
    ask.land(*books(1000, *rows))
    assert first_leg(ask) == {"unexplained": 0}
    assert findings(ask) == {"C-4": ("C02", Decimal(30), Decimal(0))}  # still to be returned
    assert step(ask, "CH2") == {"C-3", "C-4"}
    assert step(ask, "SY5") == {"C-3", "C-4"}
    assert {row["order_ref"] for row in ask("sales_and_credits") if row["c06"] == "Y"} == {"C-1", "C-2"}


def test_a_credit_of_which_a_part_came_back(ask: Ask) -> None:
    five = {"qty_ordered": -5, "qty_moved": -2, "cost": -30}
    ask.land(*books(1012, credit("C-1", **five, **UNDATED), credit("C-2", **five, move_date=date(2026, 4, 3))))
    assert first_leg(ask) == {"C03": Decimal(12), "unexplained": 0}
