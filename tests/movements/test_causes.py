"""A06, A07 and A10: named if the exports prove them, and cannot be tested otherwise."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.given.landings import landing, sale
from tests.movements.steps import APRIL, LAST, MARCH, MONTH, job_line, move, movements, transfer, valued
from tests.movements.test_part_dates import orders
from tests.reports.golden import Ask

SENT = move("BT-1", -8, MARCH, "BT", branch="Leith")
ARRIVED = move("BT-1", 8, APRIL, "BT", branch="Oban")


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    return Ask(tmp_path)


def found(ask: Ask, cause: str) -> list[tuple[str, str, Decimal, str]]:
    rows = [row for row in ask("findings") if row["cause_id"] == cause]
    return [(row["doc_type"], row["ref"], row["leg1_amount"], row["kind"]) for row in rows]


def doubts(ask: Ask) -> dict[str, str]:
    return {row["cause_id"]: row["unmet_code"] for row in ask("causes_not_tested")}


def test_without_their_exports_the_causes_cannot_be_told(ask: Ask) -> None:
    ask.land(*orders())
    missing = "not_landed|stock_movements"
    assert doubts(ask) == {"A06": missing, "A07": "not_landed|production_jobs", "A10": missing}


def test_goods_on_the_way_are_missing_from_a_valuation_without_them(ask: Ask) -> None:
    ask.land(*orders(), valued(LAST, P=20), valued(MONTH, P=12), movements(SENT, ARRIVED))
    assert found(ask, "A06") == [("BT", "BT-1", Decimal(-80), "timing")]
    (row,) = ask("stock_in_transit")
    assert (row["units"], row["stock_value"], row["state_code"]) == (8, 80, "transit_left_out")
    assert doubts(ask).keys() == {"A07"}


def test_goods_on_the_way_have_no_effect_if_the_valuation_counts_them(ask: Ask) -> None:
    ask.land(*orders(), valued(LAST, P=20), valued(MONTH, P=20), movements(SENT, ARRIVED))
    assert found(ask, "A06") == []
    assert [row["state_code"] for row in ask("stock_in_transit")] == ["transit_counted"]


def test_a_received_transfer_is_not_on_the_way(ask: Ask) -> None:
    ask.land(*orders(), valued(LAST, P=20), valued(MONTH, P=20), movements(SENT, {**ARRIVED, "move_date": MARCH}))
    assert ask("stock_in_transit") == []


@pytest.mark.parametrize("closing", [15, 25])
def test_an_incomplete_list_does_not_show_goods_on_the_way(ask: Ask, closing: int) -> None:
    """The list of one branch only: the transfer arrived, but nothing shows it."""
    ask.land(*orders(), valued(LAST, P=20), valued(MONTH, P=closing), movements(SENT))
    assert found(ask, "A06") == []
    assert ask("stock_in_transit") == []
    assert doubts(ask)["A06"] == "movements_incomplete|1|1"


def test_movements_need_both_valuations(ask: Ask) -> None:
    ask.land(*orders(), valued(MONTH, P=12), movements(SENT))
    assert doubts(ask)["A06"] == "movements_not_compared"
    assert [(row["opening"], row["expected"], row["difference"]) for row in ask("stock_roll")] == [(None, None, None)]


def test_the_list_of_transfers_decides_and_states_the_cost(ask: Ask) -> None:
    rows = [
        transfer("BT-1", unit_cost=Decimal("11.5")),
        transfer("BT-2", received_date=MARCH),
        transfer("BT-3", is_void=True),
        transfer("BT-4", dispatched_date=APRIL),
    ]
    exports = [valued(LAST, P=20), valued(MONTH, P=12), movements(SENT), landing("branch_transfers", rows)]
    ask.land(*orders(), *exports)
    assert found(ask, "A06") == [("BT", "BT-1", Decimal(-92), "timing")]


def test_a_transfer_that_is_no_longer_listed_cannot_be_told(ask: Ask) -> None:
    before = landing("branch_transfers", [transfer("BT-1", dispatched_date=date(2026, 2, 20))], LAST)
    ask.land(*orders(), before, landing("branch_transfers", [transfer("BT-2", received_date=MARCH)]))
    assert ask("stock_in_transit") == []
    assert doubts(ask)["A06"] == "not_landed|stock_movements;transfer_not_listed|BT-1"


def test_transfers_alone_do_not_say_what_the_valuation_counts(ask: Ask) -> None:
    ask.land(*orders(), valued(MONTH, P=12), landing("branch_transfers", [transfer("BT-1")]))
    assert found(ask, "A06") == []
    assert doubts(ask)["A06"] == "not_landed|stock_movements;transit_not_shown|BT-1"


def test_a_month_without_new_transfers_knows_from_an_earlier_one(ask: Ask) -> None:
    before = [
        valued("2026-01", P=20),
        valued(LAST, P=12),
        movements({**SENT, "move_date": date(2026, 2, 27)}, period=LAST),
    ]
    ask.land(*orders(), *before, valued(MONTH, P=12), movements())
    assert found(ask, "A06") == [("BT", "BT-1", Decimal(-80), "timing")]


def test_a_job_adds_the_value_of_its_goods_less_its_components(ask: Ask) -> None:
    lines = [
        job_line("J-1", "MAKE", 4, 25),
        job_line("J-1", "USE", 7, 10),
        job_line("J-1", "ADDON", 1, 30),
        job_line("J-2", "MAKE", 4, 25, completed_date=APRIL),
        job_line("J-3", "MAKE", 4, 25, is_void=True),
        job_line("J-4", "MAKE", 4, 25),
        job_line("J-4", "USE", 10, 10),
    ]
    ask.land(*orders(), landing("production_jobs", lines))
    assert found(ask, "A07") == [("JOB", "J-1", Decimal(30), "error")]
    assert "A07" not in doubts(ask)


def test_the_worklist_and_the_fix_plan_say_what_to_do(ask: Ask) -> None:
    jobs = landing("production_jobs", [job_line("J-1", "MAKE", 4, 25), job_line("J-1", "USE", 7, 10)])
    ask.land(*orders(), valued(LAST, P=20), valued(MONTH, P=12), movements(SENT, ARRIVED), jobs)
    assert {(row["doc_type"], row["ref"], row["amount"]) for row in ask("worklist")} == {
        ("BT", "BT-1", Decimal(80)),
        ("JOB", "J-1", Decimal(30)),
    }
    assert {row["refs"]: row["causes"] for row in ask("fix_plan")} == {"BT-1": "A06", "J-1": "A07"}


@pytest.mark.parametrize("lines", [[job_line("J-1", "MAKE", 4, None)], [job_line("J-1", "USE", 4, 10)]])
def test_a_job_without_costs_or_goods_is_not_valued(ask: Ask, lines: list[dict[str, object]]) -> None:
    ask.land(*orders(), landing("production_jobs", lines))
    assert found(ask, "A07") == []
    assert doubts(ask)["A07"] == "job_without_cost|J-1"


TILL = {"source": "POS", "qty_ordered": 2, "qty_moved": 2, "cost": 20}


def test_a_till_sale_without_a_movement_waits_for_stock(ask: Ask) -> None:
    rows = [sale("T-1", **TILL), sale("T-2", **TILL), sale("T-3", **{**TILL, "qty_moved": 0, "move_date": None})]
    ask.land(*orders(*rows), valued(LAST, P=20), valued(MONTH, P=18), movements(move("T-2", -2)))
    assert {ref for _, ref, _, _ in found(ask, "A10")} == {"T-1", "T-3"}
    assert all(amount == 0 for _, _, amount, _ in found(ask, "A10"))  # without COGS, the reconciliation has not moved


def test_with_cogs_booked_stock_is_higher(ask: Ask) -> None:
    cogs = {"doc_type": "SO", "order_ref": "T-1", "ref_key": "T-1", "acct_date": MARCH, "status": "IMPORTED"}
    exports = [landing("cogs_entries", [{**cogs, "sales": 40, "cogs": 20}]), valued(LAST, P=20), valued(MONTH, P=20)]
    ask.land(*orders(sale("T-1", **TILL)), *exports, movements())
    assert found(ask, "A10") == [("SO", "T-1", Decimal(20), "error")]


@pytest.mark.parametrize(
    ("columns", "closing"),
    [
        ({"source": "Backend"}, 20),  # not a till sale
        ({}, 18),  # the list is incomplete: two units are missing from it
        ({"move_date": date(2026, 2, 10)}, 20),  # the list of its month is not there
    ],
)
def test_a_movement_that_may_be_missing_proves_nothing(ask: Ask, columns: dict[str, object], closing: int) -> None:
    ask.land(*orders(sale("T-1", **{**TILL, **columns})), valued(LAST, P=20), valued(MONTH, P=closing), movements())
    assert found(ask, "A10") == []
