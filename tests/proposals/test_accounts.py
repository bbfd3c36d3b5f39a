"""Accounts proposed from a few handwritten rows, and none proposed without evidence."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from close.signing.answers import answer
from close.store.warehouse import Warehouse
from close.work.proposals import list_open
from pages.data.proposals import say_setting
from tests.bridge.slips import Row
from tests.given.landings import adjustment, landing, purchase, sale, settings
from tests.proposals.postings import adjusted, bill, books, cogs, invoice, line
from tests.reports.golden import INSIDE

ESSENTIAL = {"inventory", "cogs", "revenue", "receivable", "payable"}
Rows = list[dict[str, Any]]
Propose = Callable[..., Rows]


@pytest.fixture
def propose(tmp_path: Path) -> Propose:
    """Land sales, purchases, adjustments and a ledger, and return the proposed accounts."""
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([settings()], "ada")

    def ask(lines: Sequence[Row], sales: int = 3, purchases: int = 3, adjustments: int = 1, costs: int = 6) -> Rows:
        sold = [sale(f"S-{n}") for n in range(sales)]
        exports = [
            landing("sales_documents", sold),
            landing("purchase_documents", [purchase(f"PO-{n}") for n in range(purchases)]),
            landing("stock_adjustments", [adjustment(f"A-{n}") for n in range(adjustments)]),
            landing(
                "cogs_entries",
                [{"doc_type": "SO", "ref_key": f"S-{n}", "acct_date": INSIDE, "cogs": costs} for n in range(sales)],
            ),
        ]
        for export in [*exports, books(*lines)]:
            warehouse.land([export], "ada")
        rows = answer(warehouse, "proposed_settings", "2026-03").table.to_pylist()
        return [row for row in rows if row["part"] == "accounts"]

    return ask


def chosen(rows: Rows, state: str = "proposed") -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in rows:
        if row["state"] == state:
            found.setdefault(row["setting"], set()).add(row["value"])
    return found


def several(make: Callable[..., list[Row]], accounts: Sequence[str], kind: str) -> list[Row]:
    """Return a posting for each document, on one account after the other."""
    return [row for n, account in enumerate(accounts) for row in make(account, f"{kind}-{n}")]


def test_postings_tell_whatever_the_accounts_are_called(propose: Propose) -> None:
    lines = [
        *several(bill, ["1-1300 A"] * 3, "PO"),
        *several(invoice, ["4-1000 B"] * 3, "S"),
        *[row for n in range(3) for row in adjusted("1-1300 A", "6-1000 D", f"A-{n}")],
        *cogs("1-1300 A", "5-1000 C", 18),
    ]
    rows = propose(lines, adjustments=3)
    assert chosen(rows) == {
        "inventory": {"1-1300 A"},
        "cogs": {"5-1000 C"},
        "revenue": {"4-1000 B"},
        "receivable": {"Debtors"},
        "payable": {"Creditors"},
        "adjustments": {"6-1000 D"},
    }
    assert chosen(rows, "candidate") == {}


def test_a_ledger_without_kinds_of_entries_is_still_read(propose: Propose) -> None:
    paid = [
        line("Debtors", "S-0", -12, "other", entry_date=date(2026, 3, 20)),
        line("Cheque account", "S-0", 12, "other", entry_date=date(2026, 3, 20)),
        line("Creditors", "PO-0", 60, "other", entry_date=date(2026, 3, 20)),
        line("Cheque account", "PO-0", -60, "other", entry_date=date(2026, 3, 20)),
    ]
    lines = [
        *[row for n in range(3) for row in bill("Goods", f"PO-{n}", kind="other")],
        *[row for n in range(3) for row in invoice("Takings", f"S-{n}", kind="other")],
        *cogs("Goods", "Cost of goods", 18),
        *paid,
    ]
    assert chosen(propose(lines)) == {
        "inventory": {"Goods"},
        "cogs": {"Cost of goods"},
        "revenue": {"Takings"},
        "receivable": {"Debtors"},
        "payable": {"Creditors"},
    }


def test_deposits_of_customers_and_to_suppliers_are_told_apart(propose: Propose) -> None:
    held = [line("2-100", f"D{n} | S-{n}", net, "sales_invoice") for n in range(3) for net in (-12, 12)]
    paid = [line("1-200", f"D{n} | PO-{n}", net, "bill") for n in range(3) for net in (60, -60)]
    found = {row["value"]: row for row in propose([*held, *paid]) if row["setting"] == "deposits"}
    assert found["2-100"]["evidence"].startswith("3 of 3 deposits from customers are posted to it")
    assert found["1-200"]["evidence"].startswith("3 of 3 deposits to suppliers are posted to it")
    names = [say_setting(proposal) for proposal in list_open(pa.Table.from_pylist([*found.values()]))]
    assert sorted(names) == ["Deposits from customers", "Deposits to suppliers"]


def test_a_company_may_have_several_accounts_of_revenue(propose: Propose) -> None:
    lines = [*several(invoice, ["Shop", "Export", "Shop", "Export", "Shop", "Export"], "S"), *bill("Stock", "PO-0")]
    assert chosen(propose(lines, sales=6))["revenue"] == {"Shop", "Export"}


def test_a_company_may_have_several_accounts_of_stock(propose: Propose) -> None:
    bills = several(bill, ["Tools", "Timber", "Tools", "Timber", "Tools", "Timber", "Office", "Office", "Office"], "PO")
    journal = [line("Tools", "COGS", -10, "journal"), line("Timber", "COGS", -8, "journal")]
    rows = propose([*bills, *journal, line("Cost", "COGS", 18, "journal")], purchases=9)
    assert chosen(rows)["inventory"] == {"Tools", "Timber"}
    assert chosen(rows, "candidate")["inventory"] == {"Office"}


def test_a_single_posting_among_many_does_not_make_a_second_account(propose: Propose) -> None:
    lines = [*several(invoice, ["Shop"] * 14 + ["Sales of assets"], "S"), *bill("Stock", "PO-0")]
    rows = propose(lines, sales=15)
    assert chosen(rows)["revenue"] == {"Shop"}
    assert "revenue" not in chosen(rows, "candidate")


def test_one_document_of_each_kind_is_too_few_but_for_a_name(propose: Propose) -> None:
    nameless = [*bill("A", "PO-0", "C"), *invoice("B", "S-0", "D"), *adjusted("A", "E", "A-0")]
    rows = propose(nameless, 1, 1, 1)
    assert chosen(rows) == {}
    assert chosen(rows, "candidate").keys() == {"inventory", "revenue", "receivable", "payable", "adjustments"}
    assert chosen(rows, "cannot_tell") == {"cogs": {None}}
    named = [
        *bill("Stock on Hand", "PO-0"),
        *invoice("Sales", "S-0"),
        *adjusted("Stock on Hand", "Stock write-offs", "A-0"),
    ]
    rows = propose(named, 1, 1, 1)
    assert chosen(rows) == {
        "inventory": {"Stock on Hand"},
        "revenue": {"Sales"},
        "receivable": {"Debtors"},
        "payable": {"Creditors"},
        "adjustments": {"Stock write-offs"},
    }
    assert all("name" in row["evidence"] for row in rows if row["state"] == "proposed")


def test_two_accounts_of_one_document_each_compete(propose: Propose) -> None:
    rows = propose([*invoice("Sales", "S-0"), *invoice("Sales Online", "S-1"), *bill("Stock", "PO-0")], 2, 1, 0)
    assert "revenue" not in chosen(rows)
    assert chosen(rows, "candidate")["revenue"] == {"Sales", "Sales Online"}


def test_bills_alone_do_not_make_an_account_stock(propose: Propose) -> None:
    count = [line("Stock on Hand", "Count", 5, "journal"), line("Purchases", "Count", -5, "journal")]
    rows = propose([*several(bill, ["Purchases"] * 3, "PO"), *several(invoice, ["Sales"] * 3, "S"), *count])
    assert chosen(rows, "candidate")["inventory"] == {"Purchases", "Stock on Hand"}
    assert "inventory" not in chosen(rows)


def test_a_name_alone_counts_without_evidence_from_postings(propose: Propose) -> None:
    unread = [
        line(name, "nothing", 1, "money")
        for name in ("Stock on Hand", "Cost of Sales", "Sales", "Debtors", "Creditors")
    ]
    rows = propose([*unread, line("GST Payable", "nothing", -5, "money")])
    assert chosen(rows).keys() == ESSENTIAL
    assert {row["evidence_code"] for row in rows} == {"proposed_by_name"}
    rows = propose([*unread, line("Sales - trade", "nothing", -5, "money")])
    assert "revenue" not in chosen(rows)
    assert chosen(rows, "candidate")["revenue"] == {"Sales", "Sales - trade"}


def test_a_stale_cogs_journal_is_known_by_about_its_amount(propose: Propose) -> None:
    lines = [
        *several(bill, ["Stock"] * 3, "PO"),
        *cogs("Stock", "Cost of Sales", 17),
        *cogs("Stock", "Write-downs", 9, "J2"),
    ]
    assert chosen(propose(lines))["cogs"] == {"Cost of Sales"}


@pytest.mark.parametrize(
    ("given", "still_open"),
    [
        ({"revenue": "Shop"}, {"Export"}),
        ({"revenue": "Takings"}, set()),
        ({"revenue": "Shop", "adjustments": "Export"}, set()),
    ],
    ids=["one of two accepted", "corrected", "the other is something else"],
)
def test_what_a_person_decided_is_not_proposed_again(
    given: dict[str, str], still_open: set[str], propose: Propose, tmp_path: Path
) -> None:
    lines = [*several(invoice, ["Shop", "Export"] * 3, "S"), *bill("Stock", "PO-0"), line("Takings", "X", 1, "money")]
    assert {row["is_in_force"] for row in propose(lines, sales=6)} == {"N"}
    accounts = landing("settings_accounts", [{"role": role, "name": name} for role, name in given.items()], "2026-01")
    stated = replace(settings(), content=b"with accounts", tables={**settings().tables, **accounts.tables})
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([stated], "ada")
    rows = answer(warehouse, "proposed_settings", "2026-03").table.to_pylist()
    assert {row["value"] for row in rows if row["setting"] == "revenue" and row["is_in_force"] == "N"} == still_open


@pytest.mark.parametrize("cost", [6, 7])
def test_the_cost_of_each_sale_under_its_reference_is_neither_a_sale_nor_a_receivable(
    propose: Propose, cost: int
) -> None:
    """Only their amounts show what such entries are: 6 is the cost of each sale, and 7 is not a known amount."""
    sales = [row for n in range(3) for row in invoice("Income", f"S-{n}", kind="other")]
    costs = [line(name, f"S-{n}", net, "other") for n in range(3) for name, net in (("Box", -cost), ("Used", cost))]
    found = chosen(propose([*sales, *costs], purchases=0))
    assert {"Income"} <= found["revenue"]
    assert ("Box" in found["revenue"]) == ("Used" in found["receivable"]) == (cost == 7)
