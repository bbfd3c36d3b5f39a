"""Deposits post like invoices and bills for an order but are neither. A deposit never reversed is S27."""

from decimal import Decimal
from pathlib import Path

import pytest

from close.store.warehouse import Landing
from tests.bridge.slips import ROLES, ledger, line
from tests.given.landings import Row, landing, purchase, sale
from tests.reports.golden import BEFORE, INSIDE, Ask

CREDIT = {"kind": "sales_credit"}


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    return Ask(tmp_path)


def chart(*, names_deposits: bool) -> Landing:
    roles = [role for role in ROLES if role != "deposits" or names_deposits]
    return landing("settings_accounts", [{"role": role, "name": role} for role in roles], "2026-01")


def sold(ref: str) -> list[Row]:
    return [line("revenue", f"INV-9 | {ref}", -10, INSIDE), line("receivable", f"INV-9 | {ref}", 12, INSIDE)]


def deposit(ref: str, amount: object, account: str = "deposits", number: str = "INV-1") -> list[Row]:
    held = line(account, f"{number} | {ref}", -Decimal(str(amount)), BEFORE, "sales_invoice")
    return [held, line("receivable", f"{number} | {ref}", amount, BEFORE)]


def taken_back(ref: str, amount: object, account: str = "deposits") -> list[Row]:
    back = line(account, f"INV-7 | {ref}", amount, INSIDE, **CREDIT)
    return [back, line("receivable", f"INV-7 | {ref}", -Decimal(str(amount)), INSIDE, **CREDIT)]


def found(ask: Ask, *landings: Landing) -> dict[str, tuple[str, Decimal]]:
    return {row["ref"]: (row["cause_id"], row["amount"]) for row in ask("findings", *landings)}


@pytest.mark.parametrize("account", ["deposits", "Customer prepayments", "Held for customers"])
def test_only_deposits_that_were_not_reversed_are_found(ask: Ask, account: str) -> None:
    """Recognise deposits by the settings, by the account's name, or by its use for a different order."""
    months = [
        ledger(*deposit("S-1", 3, account), *deposit("S-2", 5, account, "INV-2"), period="2026-02"),
        ledger(*sold("S-1"), *sold("S-2"), *taken_back("S-1", 3, account)),
    ]
    sales = landing("sales_documents", [sale("S-1"), sale("S-2")])
    assert found(ask, chart(names_deposits=account == "deposits"), *months, sales) == {"S-2": ("S27", Decimal(5))}
    assert {row["cause_id"] for row in ask("revenue_bridge")} == {"unexplained"}


def test_a_deposit_waits_for_the_invoice_of_its_order(ask: Ask) -> None:
    sales = [
        sale("S-1", move_date=None, acct_date=None, status="NOT_IMPORTED", qty_moved=0),
        sale("S-2", is_void=True, acct_date=None, move_date=None),
    ]
    held = ledger(*deposit("S-1", 3), *deposit("S-2", 3, number="INV-2"))
    assert found(ask, chart(names_deposits=True), landing("sales_documents", sales), held) == {}


def test_a_deposit_older_than_the_ledger_is_not_known(ask: Ask) -> None:
    sales = landing("sales_documents", [sale("S-1")])
    assert found(ask, chart(names_deposits=True), ledger(*sold("S-1"), *taken_back("S-1", 3)), sales) == {}


def test_a_part_may_be_left(ask: Ask) -> None:
    sales = landing("sales_documents", [sale("S-1")])
    entries = [*deposit("S-1", 8), *sold("S-1"), *taken_back("S-1", 6)]
    assert found(ask, chart(names_deposits=True), sales, ledger(*entries)) == {"S-1": ("S27", Decimal(2))}


def test_an_invoice_may_take_the_deposit_off(ask: Ask) -> None:
    final = [
        line("revenue", "INV-9 | S-1", -10, INSIDE),
        line("deposits", "INV-9 | S-1", 3, INSIDE, "sales_invoice"),
        line("receivable", "INV-9 | S-1", 9, INSIDE),
    ]
    sales = landing("sales_documents", [sale("S-1")])
    assert found(ask, chart(names_deposits=True), sales, ledger(*deposit("S-1", 3), *final)) == {}


def test_deposits_on_purchases(ask: Ask) -> None:
    def billed(ref: str) -> list[Row]:
        return [line("inventory", f"B | {ref}", 50, INSIDE), line("payable", f"B | {ref}", -60, INSIDE)]

    paid = [
        entry
        for ref in ("PO-1", "PO-2")
        for entry in (line("deposits", ref, 20, BEFORE, "bill"), line("payable", ref, -20, BEFORE))
    ]
    back = [
        line("deposits", "PO-1", -20, INSIDE, "bill_credit"),
        line("payable", "PO-1", 20, INSIDE, "bill_credit"),
    ]
    orders = landing("purchase_documents", [purchase("PO-1"), purchase("PO-2")])
    books = ledger(*paid, *billed("PO-1"), *billed("PO-2"), *back)
    assert found(ask, chart(names_deposits=True), orders, books) == {"PO-2": ("S27", Decimal(20))}
