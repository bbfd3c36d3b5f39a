"""Movements that contradict documents are named, and what most documents share is one problem."""

from datetime import date
from pathlib import Path

import pytest

from close.store.warehouse import Landing
from tests.given.landings import Row, adjustment, landing, leave_out, sale
from tests.movements.steps import APRIL, LAST, MARCH, MONTH, move, movements, transfer, valued
from tests.movements.test_part_dates import orders
from tests.reports.golden import Ask

TWO = {"qty_ordered": 2, "qty_moved": 2}
SENT, ARRIVED = move("BT-1", -3, MARCH, "BT", branch="Leith"), move("BT-1", 3, MARCH, "BT", branch="Oban")
INSIDE, EARLIER, FUTURE = date(2026, 3, 10), date(2026, 2, 20), date(2026, 4, 9)


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    return Ask(tmp_path)


def conflicts(ask: Ask) -> list[tuple[str, str]]:
    return [(row["ref"], row["conflict_code"]) for row in ask("movement_conflicts")]


@pytest.mark.parametrize(
    ("columns", "steps", "expected"),
    [
        ({}, [move("S-1", -2)], ""),
        ({}, [move("S-1", -2, doc_type=None)], ""),
        ({}, [move("S-1", -1)], "movement_units_differ"),
        ({}, [move("S-1", 2)], "movement_units_differ"),
        ({}, [move("S-1", -2, None)], "movement_undated"),
        ({"is_void": True}, [move("S-1", -2)], "movement_of_void"),
        ({"is_void": True}, [move("S-1", -2), move("S-1", 2)], ""),
        ({}, [move("S-1", -1), move("S-1", -1, APRIL)], "movement_after_date"),
        ({"move_date": APRIL}, [move("S-1", -2)], "movement_before_date"),
        ({"move_date": APRIL}, [move("S-1", -1), move("S-1", -1, APRIL)], ""),
        ({}, [move("S-1", -2, FUTURE)], "movement_after_export"),
    ],
)
def test_a_contradiction_is_named(ask: Ask, columns: Row, steps: list[Row], expected: str) -> None:
    ask.land(*orders(sale("S-1", **{**TWO, **columns})), movements(*steps))
    assert conflicts(ask) == ([("S-1", expected)] if expected else [])


@pytest.mark.parametrize(
    ("doc_type", "listed"), [("SO", True), ("PO", True), ("ADJ", True), (None, True), ("BT", False), ("JOB", False)]
)
def test_a_movement_without_a_document_is_named(ask: Ask, doc_type: str | None, listed: bool) -> None:
    ask.land(*orders(), movements(move("X-9", -2, INSIDE, doc_type)))
    assert conflicts(ask) == ([("X-9", "movement_without_document")] if listed else [])


def test_a_report_that_is_not_there_cannot_lack_a_document(ask: Ask) -> None:
    ask.land(landing("sales_documents", []), movements(move("A-9", 2, INSIDE, "ADJ"), move("S-9", -1, INSIDE)))
    assert conflicts(ask) == [("S-9", "movement_without_document")]


def test_an_adjustment_without_a_quantity_is_not_contradicted(ask: Ask) -> None:
    rows = landing("stock_adjustments", [adjustment("A-1", qty=None), adjustment("A-2", qty=3)])
    ask.land(rows, movements(move("A-1", 5, doc_type="ADJ"), move("A-2", 2, doc_type="ADJ")))
    assert conflicts(ask) == [("A-2", "movement_units_differ")]


def test_a_movement_that_was_backdated_is_named(ask: Ask) -> None:
    rows = orders(sale("S-1", **TWO, created_date=EARLIER, move_date=EARLIER))
    ask.land(*rows, movements(move("S-1", -2, EARLIER), SENT))
    assert conflicts(ask) == []  # without a list of February, nothing was missing from it
    ask.land(movements(move("S-0", 0, EARLIER), period=LAST))
    assert conflicts(ask) == [("S-1", "movement_backdated")]


def test_a_document_without_movements_is_named_if_the_list_is_complete(ask: Ask) -> None:
    ask.land(*orders(sale("S-1", **TWO), sale("S-2", **TWO)), movements(move("S-2", -2)))
    assert conflicts(ask) == []
    ask.land(valued(LAST, P=9), valued(MONTH, P=7))
    assert conflicts(ask) == [("S-1", "movement_missing")]


def test_what_most_documents_share_is_one_problem(ask: Ask) -> None:
    """The movements of kits list their components, for example."""
    rows = [sale(f"S-{n}", **TWO) for n in range(12)]
    steps = [move(f"S-{n}", -6) for n in range(11)]
    ask.land(*orders(*rows), movements(*steps, move("S-11", -2), move("S-99", -2, INSIDE)))
    shown = {(row["ref"], row["conflict_code"], row["documents"]) for row in ask("movement_conflicts")}
    assert shown == {(None, "movement_units_differ", 11), ("S-99", "movement_without_document", 1)}


def branches(period: str, **units: int) -> Landing:
    rows = [{"product_code": "P", "branch": branch, "soh": n, "stock_value": 10 * n} for branch, n in units.items()]
    return landing("stock_valuation_lines", rows, period)


def test_units_are_compared_by_branch_if_every_export_states_it(ask: Ask) -> None:
    steps = [SENT, ARRIVED, move("S-1", -2, branch="Leith"), move("A-1", 1, doc_type="ADJ", branch="Oban")]
    ask.land(branches(LAST, Leith=9, Oban=1), branches(MONTH, Leith=4, Oban=6), movements(*steps))
    rows = {row["branch"]: row for row in ask("stock_roll")}
    leith, oban = rows["Leith"], rows["Oban"]
    assert (leith["opening"], leith["sold"], leith["transferred"], leith["expected"], leith["closing"]) == (
        9,
        -2,
        -3,
        4,
        4,
    )
    assert (oban["adjusted"], oban["expected"], oban["closing"], oban["difference"], oban["value"]) == (1, 5, 6, 1, 10)


def test_units_are_compared_by_product_otherwise(ask: Ask) -> None:
    ask.land(valued(LAST, P=9, Q=1), valued(MONTH, P=7, Q=4), movements(move("S-1", -2, branch="Leith")))
    rows = [(row["product"], row["branch"], row["expected"], row["difference"]) for row in ask("stock_roll")]
    assert rows == [("Q", "", 1, 3), ("P", "", 7, 0)]


def test_a_valuation_by_name_is_compared_by_name(ask: Ask) -> None:
    rows = [{"product_code": "Tin mug", "product_name": "Tin mug", "soh": 5, "stock_value": 50}]
    exports = [landing("stock_valuation_lines", rows, period) for period in (LAST, MONTH)]
    steps = [move("S-1", -2, product_name="Tin mug"), move("A-1", 2, doc_type="ADJ", product_name="Tin mug")]
    ask.land(*exports, movements(*steps))
    assert [(row["product"], row["difference"]) for row in ask("stock_roll")] == [("Tin mug", 0)]


@pytest.mark.parametrize(
    ("steps", "closing", "expected"),
    [
        ([SENT, ARRIVED], 9, ("holds", 0)),
        ([SENT, {**ARRIVED, "units": 5}], 11, ("fails", 1)),
        ([SENT, {**ARRIVED, "units": 5}], 9, ("side_unknown", 1)),  # the list is incomplete
    ],
)
def test_transfers_change_no_units(ask: Ask, steps: list[Row], closing: int, expected: tuple[str, int]) -> None:
    ask.land(valued(LAST, P=9), valued(MONTH, P=closing), movements(*steps))
    assert [(r["state_code"], r["left_side"]) for r in ask("tie_outs") if r["tie_out"] == "T17"] == [expected]


def test_without_movements_t17_is_not_listed(ask: Ask) -> None:
    ask.land(valued(MONTH, P=9), landing("branch_transfers", [transfer("BT-1")]))
    assert "T17" not in {row["tie_out"] for row in ask("tie_outs")}


def test_the_rest_of_a_document_does_not_contradict_it(ask: Ask) -> None:
    """One of its two movements cannot be read, in an earlier month."""
    ask.land(landing("sales_documents", [sale("S-1", **TWO)]), valued(LAST, P=2))
    earlier = movements(move("S-1", -1, EARLIER), move("S-9", -1, EARLIER), period=LAST)
    ask.land(leave_out(earlier, 2), movements(move("S-1", -1)))
    assert conflicts(ask) == []
    ask.land(movements(move("S-1", -3, EARLIER), move("S-9", -1, EARLIER), period=LAST))
    assert conflicts(ask) == [("S-1", "movement_units_differ")]
