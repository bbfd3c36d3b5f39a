"""Causes at the limits of their conditions: documents still without an amount, booked late, or with an unclear line."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from close.store.warehouse import Landing
from tests.bridge.ledger import MATCHES
from tests.bridge.slips import accounts, ledger, line, reconciliation, valuation
from tests.given.landings import adjustment, landing, purchase, sale, supplier_credit
from tests.reports.golden import AFTER, BEFORE, INSIDE, Ask

ZERO = Decimal(0)


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    return Ask(tmp_path)


def causes(ask: Ask, *landings: Landing) -> dict[str, tuple[str, Decimal]]:
    rows = [row for row in ask("findings", *landings) if row["cause_id"] not in MATCHES]
    return {row["ref"]: (row["cause_id"], row["amount"]) for row in rows}


def bridge(ask: Ask, *landings: Landing, report: str = "bridge") -> dict[tuple[str, str], Decimal]:
    return {(row.get("leg", ""), row["cause_id"]): row["amount"] for row in ask(report, *landings) if row["amount"]}


def test_documents_without_an_effect_yet_are_found(ask: Ask) -> None:
    nothing = {"move_date": None, "qty_moved": 0}
    purchases = [
        purchase("PO-1", supplier_inv_no=None, status="NOT_IMPORTED", **nothing),
        purchase("PO-2", status="ERROR", **nothing),
        supplier_credit("V-1", supplier_inv_no=None, status="NOT_IMPORTED", **nothing),
    ]
    sales = [
        sale("W-1", source="Web store", move_date=None, acct_date=None, qty_moved=0, status="NOT_IMPORTED"),
        sale("S-1", move_date=AFTER, qty_moved=1),  # becomes short only after the month end
        sale("S-2", sales=0, sales_tax=0, sales_incl=0, status="NOT_IMPORTED"),
    ]
    paid = [{"ref_key": "W-1", "order_ref": "W-1", "source": "Web store", "payment_date": INSIDE}]
    found = causes(
        ask,
        landing("purchase_documents", purchases),
        landing("sales_documents", sales),
        landing("stock_adjustments", [adjustment("A-1", move_date=None)]),
        landing("payments", paid),
    )
    assert found == {
        "PO-1": ("P05", Decimal(50)),
        "PO-2": ("P06", Decimal(50)),
        "V-1": ("P21", Decimal(50)),
        "W-1": ("S16", Decimal(10)),
        "S-1": ("S02", Decimal(6)),
        "S-2": ("S28", Decimal(6)),
        "A-1": ("A02", Decimal(8)),
    }


def test_an_order_after_the_month_end_was_not_received_by_then(ask: Ask) -> None:
    undated = {"move_date": None, "acct_date": None, "status": "NOT_IMPORTED", "qty_moved": 2}
    rows = [purchase("PO-1", **undated), purchase("PO-2", created_date=AFTER, **undated)]
    assert causes(ask, landing("purchase_documents", rows)) == {"PO-1": ("P04", Decimal(20))}
    assert [row["ref"] for row in ask("step_exceptions") if row["step"] == "X2"] == ["PO-1"]


def test_a_sync_after_the_export_is_in_both_openings(ask: Ask) -> None:
    """Correct February in March. The files for neither month show it, and there is no difference."""
    old = {"created_date": BEFORE, "move_date": BEFORE, "acct_date": BEFORE}
    then = {"status": "NOT_IMPORTED"}
    february = [
        accounts(),
        landing("purchase_documents", [purchase("PO-1", **{**old, **then})], "2026-02"),
        landing(
            "sales_documents", [sale("S-0", **old, cost=100, sales=300), sale("S-1", **{**old, **then})], "2026-02"
        ),
        landing("stock_adjustments", [adjustment("A-1", **{**old, "acct_date": None})], "2026-02"),
        landing("cogs_entries", [cogs("S-0", 100), cogs("S-1", None)], "2026-02"),
        ledger(*journal(100, BEFORE), line("revenue", "S-0", -300, BEFORE), period="2026-02"),
        *reconciliation(0, -100, period="2026-02"),
        valuation(-48, "2026-02"),
    ]
    march = [
        landing("purchase_documents", [purchase("PO-1", **old)]),
        landing("sales_documents", [sale("S-1", **old)]),
        landing("stock_adjustments", [adjustment("A-1", **old)]),
        landing("cogs_entries", [cogs("S-9", 6, INSIDE)]),
        ledger(*journal(6, INSIDE), inventory=-48),
        *reconciliation(-48, -54),
        valuation(-54),
    ]
    assert bridge(ask, *february, *march) == {}
    assert causes(ask) == {}
    assert {row["ref"] for row in ask("step_exceptions")} == set()


def cogs(ref: str, amount: int | None, on: date = BEFORE) -> dict[str, object]:
    return {"doc_type": "SO", "order_ref": ref, "ref_key": ref, "acct_date": on, "status": "IMPORTED", "cogs": amount}


def journal(amount: int, on: date) -> list[dict[str, object]]:
    return [line("inventory", "COGS", -amount, on, "journal"), line("cogs", "COGS", amount, on)]
