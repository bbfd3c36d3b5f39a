"""The gap in pieces: they add up to it to the cent, equal the bridge and the findings, and are blank if it is."""

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from close.signing.answers import answer
from close.store.warehouse import Warehouse
from close.work import worklist
from close.work.open_items import ON_GAP
from tests.bridge.slips import accounts, ledger, line, reconciliation, valuation
from tests.given.landings import landing, purchase, settings
from tests.given.named import rule
from tests.reports.closed import Closed
from tests.reports.golden import AFTER, INSIDE, Ask

PERIOD = "2026-03"
PIECES = ("clears_by_itself", "to_correct", "ledger_only", "unexplained")


def check_split(warehouse: Warehouse, period: str) -> None:
    """Check that the pieces agree with the balances, the bridge and the findings."""
    pieces = {row["piece"]: row for row in rows_of(warehouse, "gap_split", period)}
    (balances,) = rows_of(warehouse, "balances", period)
    bridge = rows_of(warehouse, "bridge", period)
    gap = balances["hsv"] - balances["gl_inventory"]
    assert sum(row["amount"] for row in pieces.values() if row["amount"] is not None) == gap
    assert rows_of(warehouse, "gap_by_month", period)[-1]["gap"] == gap
    rests = [row["amount"] for row in bridge if row["cause_id"] == "unexplained"]
    if None not in rests:
        assert pieces["unexplained"]["amount"] == sum(rests)
        assert pieces["unexplained"]["size"] == sum(map(abs, rests))
    assert pieces["clears_by_itself"]["amount"] == sum(row["_clearing_amount"] for row in bridge)
    findings = [row for row in rows_of(warehouse, "findings", period) if row["leg1_amount"] or row["leg2_amount"]]
    counted = Counter(
        piece for piece, _, _, _ in {(row["piece"], row["doc_type"], row["ref"], row["line"]) for row in findings}
    )
    assert {piece: pieces[piece]["documents"] for piece in PIECES} == {piece: counted[piece] for piece in PIECES}
    for piece in (*PIECES[:3], "no_action"):
        lines = [row["amount"] for row in rows_of(warehouse, "stock_account", period) if row["piece"] == piece]
        assert sum(lines) == pieces.get(piece, {"amount": 0})["amount"], piece
    check_items(warehouse, period, {piece: row["documents"] for piece, row in pieces.items()})


def check_items(warehouse: Warehouse, period: str, documents: dict[str, int]) -> None:
    """Check that the parts of the worklist add up to it, the fix plan, the people and the pieces of the gap."""
    parts = {row["part"]: row for row in rows_of(warehouse, "open_items", period)}
    still = [row for row in rows_of(warehouse, "worklist", period) if row["status"] == "open"]
    plan, people = rows_of(warehouse, "fix_plan", period), rows_of(warehouse, "open_work", period)
    items = sum(row["items"] for row in parts.values())
    assert items == len(still) == sum(row["items"] for row in plan) == sum(row["items"] for row in people)
    if all(row["amount"] is not None for row in parts.values()):
        amount = sum(row["amount"] for row in parts.values())
        assert amount == sum(row["amount"] for row in still) == sum(row["amount"] for row in plan)
    for piece in ON_GAP:
        assert parts[piece]["items"] + parts[piece]["off_list"] == documents[piece]
    assert parts["to_correct"]["items"] == sum(row["to_correct"] for row in people)
    assert {row["part"]: row["priority"] for row in still}.get("no_effect", "no_effect") == "no_effect"
    first = [row for row in rows_of(warehouse, "correct_first", period) if row["level"] == "cause"]
    stays = parts["to_correct"]["size"] + parts["ledger_only"]["size"]
    assert sum(row["size"] or 0 for row in first) == stays
    check_causes(warehouse, period, first)


def check_causes(warehouse: Warehouse, period: str, first: list[dict[str, Any]]) -> None:
    """Check that a cause to correct has the amount of the bridge, less what clears by itself or has no document."""
    for row in first:
        own = [one for one in rows_of(warehouse, "bridge", period) if one["cause_id"] == row["cause_id"]]
        if row["effect"] is not None and row["cause_id"] not in ("G05", "A08"):
            assert row["effect"] == sum(one["amount"] - one["_clearing_amount"] for one in own), row["cause_id"]


def rows_of(warehouse: Warehouse, report: str, period: str) -> list[dict[str, Any]]:
    return answer(warehouse, report, period).table.to_pylist()


def test_the_pieces_equal_the_bridge_and_the_findings(closed: Closed) -> None:
    for period in closed.warehouse.head().periods():
        check_split(closed.warehouse, period)


def test_the_largest_causes_come_first_and_hold_all_of_the_money(closed: Closed) -> None:
    for period in closed.warehouse.head().periods():
        rows = rows_of(closed.warehouse, "correct_first", period)
        for level in ("cause", "document"):
            own = [row for row in rows if row["level"] == level]
            shares = [row["share"] for row in own if row["size"] is not None]
            assert shares == sorted(shares)
            assert [row["size"] for row in own] == sorted((row["size"] for row in own), reverse=True)
        assert shares[-1] == 100 or len(own) == 100
        effects = sum(row["effect"] for row in rows if row["level"] == "cause")
        split = {row["piece"]: row["amount"] for row in rows_of(closed.warehouse, "gap_split", period)}
        bridge = rows_of(closed.warehouse, "bridge", period)
        openings = sum(row["amount"] for row in bridge if row["cause_id"] in {"G05", "A08"})
        assert effects == split["to_correct"] + split["ledger_only"] - openings


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """Return a company with one receipt that is billed later, one that is never billed, and one manual journal."""
    ask = Ask(tmp_path)
    ask.land(accounts(), settings("2026-01", upload_state="authorised"))
    orders = [
        purchase("PO-1", move_date=INSIDE, acct_date=AFTER, status="NOT_IMPORTED"),
        purchase("PO-2", move_date=INSIDE, acct_date=None, status="NOT_IMPORTED", purchases_total=30, product_total=30),
    ]
    lists = [landing(name, []) for name in ("sales_documents", "stock_adjustments", "cogs_entries")]
    ask.land(landing("purchase_documents", orders), *lists, *reconciliation(0, 0))
    ask.land(landing("stock_reconciliation_entries", []), valuation(85))
    return ask


JOURNAL = line("inventory", "Rent", -7, INSIDE, "journal")


def split(ask: Ask, period: str = PERIOD) -> dict[str, Decimal | None]:
    return {row["piece"]: row["amount"] for row in ask("gap_split", period=period)}


def test_each_difference_is_in_one_piece(ask: Ask) -> None:
    ask.land(ledger(JOURNAL))
    assert split(ask) == dict(zip(PIECES, (50, 30, 7, 5), strict=True))
    check_split(ask.warehouse, PERIOD)
    assert [row["gap"] for row in ask("gap_by_month")] == [None] * 11 + [92]
    first, second = [(row["cause_id"], row["effect"], row["share"]) for row in ask("correct_first")][:2]
    assert (first[1:], second[1:]) == ((30, Decimal("81.1")), (7, 100))


def test_an_accepted_item_is_not_to_be_corrected_first(ask: Ask) -> None:
    ask.land(ledger(JOURNAL))
    worklist.explain(ask.warehouse, PERIOD, ["PO:PO-2"], "ada", "P01", "the supplier sends the bill in May")
    assert [row["effect"] for row in ask("correct_first") if row["level"] == "cause"] == [7]


def test_without_the_ledger_no_piece_is_known(ask: Ask) -> None:
    assert split(ask) == {**dict.fromkeys(PIECES), "cannot_tell": None}
    (row,) = [row for row in ask("gap_split") if row["piece"] == "cannot_tell"]
    assert row["unmet"]
    assert row["settled_by"]
    assert ask("gap_by_month")[-1]["gap"] is None


def test_what_remains_cannot_be_told_while_an_export_is_missing(tmp_path: Path) -> None:
    ask = Ask(tmp_path)
    ask.land(accounts(), settings("2026-01"), valuation(85), *reconciliation(0, 80), ledger(JOURNAL, inventory=70))
    found = split(ask)
    assert found["unexplained"] is None
    assert found["cannot_tell"] is not None
    assert sum(amount for amount in found.values() if amount is not None) == 85 - 63


@pytest.mark.parametrize(("materiality", "is_within"), [("5.00", "Y"), ("4.99", "N"), ("0.00", None)])
def test_what_is_unexplained_is_compared_with_materiality(ask: Ask, materiality: str, is_within: str | None) -> None:
    ask.land(ledger(JOURNAL))
    rule(ask.warehouse, materiality=Decimal(materiality))
    (row,) = [row for row in ask("gap_split") if row["piece"] == "unexplained"]
    assert (row["size"], row["is_within"]) == (5, is_within)
