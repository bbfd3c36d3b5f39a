"""Purchases against their bills: documents rather than rows, and what moved rather than what was ordered."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from close.store.warehouse import Landing
from tests.bridge.slips import Row, accounts, ledger, line, reconciliation, valuation
from tests.given.landings import landing, purchase
from tests.reports.golden import INSIDE, Ask, asking


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    return asking(tmp_path)


def causes(ask: Ask, *landings: Landing) -> dict[str, tuple[str, Decimal]]:
    return {row["ref"]: (row["cause_id"], row["amount"]) for row in ask("findings", *landings)}


def listed(ref: str, debit: int = 50) -> Row:
    return {
        "section": "purchase_orders", "reference": ref, "ref_key": ref, "entry_date": INSIDE, "debit": Decimal(debit),
    }  # fmt: skip


def billed(*lines: Row, **columns: Any) -> tuple[Landing, ...]:
    """PO-1 of 50.00 as Omni and the reconciliation have it, and the ledger with these lines."""
    order = landing("purchase_documents", [purchase("PO-1", **columns)])
    return accounts(), order, *reconciliation(0, 50, listed("PO-1")), ledger(*lines), valuation(50)


def on_stock(net: object, reference: str = "INV PO-1 | PO-1", **columns: Any) -> Row:
    return line("inventory", reference, net, INSIDE, **columns)


def owed(net: object, reference: str = "INV PO-1 | PO-1", **columns: Any) -> Row:
    return line("payable", reference, net, INSIDE, **columns)


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ((30, 20), {}),
        ((30, 45), {"PO-1": ("P09", Decimal(25))}),
        ((50, "0.01"), {"PO-1": ("S24", Decimal("0.01"))}),
        ((50, 50), {"PO-1": ("P09", Decimal(50))}),
    ],
)
def test_lines_of_one_bill_are_added_up(ask: Ask, amounts: tuple[object, ...], expected: dict[str, object]) -> None:
    total = sum(Decimal(str(amount)) for amount in amounts)
    assert causes(ask, *billed(*map(on_stock, amounts), owed(-total))) == expected


@pytest.mark.parametrize(
    ("lines", "cause"),
    [
        ((on_stock(50), on_stock(50), owed(-50), owed(-50)), "P10"),
        ((on_stock(50), on_stock(50)), "P10"),
        ((on_stock(50), on_stock(51, "PO-1 again | PO-1")), "P10"),
        ((on_stock(30), on_stock(25, "second part | PO-1")), "P09"),
        ((on_stock(50), on_stock(3, "freight | PO-1")), "P09"),
        ((on_stock(80), owed(-50), owed(50), owed(-80)), "P09"),
    ],
)
def test_a_bill_is_there_twice_where_one_of_two_documents_is_too_many(
    ask: Ask, lines: tuple[Row, ...], cause: str
) -> None:
    assert {found for found, _ in causes(ask, *billed(*lines)).values()} == {cause}


def test_a_bill_keyed_over_four_lines_is_one_finding(ask: Ask) -> None:
    keyed = [on_stock(net, "T-77", contact="Elm Ltd") for net in (10, 20, 15, 5)]
    found = ask("findings", *billed(on_stock(50, "T-77 | PO-1"), *keyed, supplier_inv_no="T-77"))
    assert [(row["cause_id"], row["ref"], row["amount"]) for row in found] == [("P10", "PO-1", Decimal(50))]


def test_a_bill_of_two_lines_for_a_purged_order_is_one_void(ask: Ask) -> None:
    lines = [on_stock(50), owed(-50), on_stock(20, "X-9 | PO-9"), on_stock(5, "X-9 | PO-9")]
    prefixes = landing("settings_prefixes", [{"kind": "purchase_order", "prefix": "PO-"}])
    assert causes(ask, prefixes, *billed(*lines)) == {"PO-9": ("P23", Decimal(25))}
