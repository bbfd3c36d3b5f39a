"""Payables and landed costs on a company whose right answer was worked out on paper."""

from decimal import Decimal
from typing import Any

import pytest

from tests.bridge.slips import accounts, ledger, line, reconciliation
from tests.controls.sides import billed, entry, money, side, state
from tests.given.landings import Row, landing, purchase, settings
from tests.reports.golden import INSIDE, Ask

PAID = {"kind": "payment"}


def test_payables(ask: Ask) -> None:
    """60 synced and 20 of it paid, 60 not synced, a carrier's bill of 9 that holds the number of the order."""
    orders = landing("purchase_documents", [purchase("PO-1"), purchase("PO-2", status="NOT_IMPORTED")])
    books = ledger(
        *billed("INV PO-1 | PO-1", 50, 60),
        line("landed_costs", "TF PO-1", 9, INSIDE, "bill"),
        line("payable", "TF PO-1", -9, INSIDE, "bill"),
        line("payable", "PO-1", 20, INSIDE, **PAID),
    )
    both = landing("stock_reconciliation_entries", [entry("purchase_orders", "PO-1", 50)])
    rows = ask("control_accounts", settings(upload_state="authorised"), accounts(), orders, books, both)
    assert side(rows, "payable", "balance") == money(opening=0, documents=60, bill=9, payment=-20, closing=49)
    assert side(rows, "payable", "omni") == money(omni_payable=120, bill=9, payment=-20, adjusted=109)
    assert side(rows, "payable", "ledger") == {**money(ledger=49, adjusted=109), "cause|P06": Decimal(60)}
    assert state(rows, "payable") == (0, "agrees")


FREIGHT: dict[str, Any] = {"on": INSIDE, "description": "Kuhn Cargo"}


def landed(ask: Ask, kind: str, freight: object, **columns: Any) -> list[Row]:
    """Return the accounts of an order with landed costs of 8, and an entry for freight between stock and payables."""
    orders = landing("purchase_documents", [purchase("PO-1", landing_costs=8, purchases_total=58)])
    columns = {**FREIGHT, "kind": kind, **columns}
    books = ledger(
        *billed("INV PO-1 | PO-1", 50, 60, description="Elm Ltd"),
        line("inventory", "KN 31 | PO-1", freight, **columns),
        line("payable", "KN 31 | PO-1", -Decimal(str(freight)), **columns),
    )
    both = reconciliation(0, 58, entry("purchase_orders", "PO-1", 50), entry("additional_costs", "PO-1", 8))
    ask.land(settings(), accounts(), orders, books, *both)
    return ask("control_accounts")


@pytest.mark.parametrize("kind", ["bill", "journal"])
def test_landed_costs_posted_separately(ask: Ask, kind: str) -> None:
    rows = landed(ask, kind, 8)
    assert side(rows, "payable", "omni") == money(omni_payable=60, landed=8, adjusted=68)
    assert side(rows, "payable", "ledger") == money(ledger=68, adjusted=68)
    assert side(rows, "landed_costs", "omni") == money(omni_landed_costs=-8, landed=8, adjusted=0)
    assert state(rows, "landed_costs") == (0, "agrees")
    ties = {row["tie_out"]: row["state"] for row in ask("tie_outs")}
    assert (ties["T13"], ties["T21"], ties["T11"]) == ("holds", "holds", "holds")


@pytest.mark.parametrize(("freight", "biller"), [(9, "Kuhn Cargo"), (8, "Elm Ltd")])
def test_another_amount_or_a_bill_of_the_supplier_is_not_the_landed_cost(ask: Ask, freight: int, biller: str) -> None:
    rows = landed(ask, "bill", freight, description=biller)
    assert "landed" not in side(rows, "payable", "omni")
    assert ("cause|P11" in side(rows, "landed_costs", "ledger")) == (biller == "Elm Ltd")


def test_a_rounding_of_stock_does_not_explain_payables(ask: Ask) -> None:
    """The bill is 0.01 higher on stock, and 5.00 higher on payables."""
    orders = landing("purchase_documents", [purchase("PO-1")])
    both = reconciliation(0, 50, entry("purchase_orders", "PO-1", 50))
    rows = ask(
        "control_accounts", settings(), accounts(), orders, *both, ledger(*billed("INV PO-1 | PO-1", "50.01", 65))
    )
    assert state(rows, "payable") == (-5, "differs")
    assert side(rows, "payable", "omni") == money(omni_payable=60, adjusted=60)


def test_a_purchase_in_the_currency_of_its_order(ask: Ask) -> None:
    """The report states 600 dollars and 90 of tax, the reconciliation 1,000, and the ledger 1,150 with tax."""
    dollars = {"currency": "USD", "purchases_total": 600, "product_total": 600, "total_incl": 690}
    orders = landing("purchase_documents", [purchase("PO-1", **dollars)])
    both = landing("stock_reconciliation_entries", [entry("purchase_orders", "PO-1", 1000)])
    books = ledger(*billed("INV PO-1 | PO-1", 1000, 1150))
    rows = ask("control_accounts", settings(currency="NZD"), accounts(), orders, books, both)
    assert side(rows, "payable", "omni") == money(omni_payable=1150, adjusted=1150)
    assert state(rows, "payable") == (0, "agrees")
