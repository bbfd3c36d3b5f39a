"""A ledger with a part missing: days, an account or a column. Documents that it cannot contain are not reported."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from close.store.warehouse import Landing
from tests.bridge.slips import ROLES, Row, accounts, ledger, line, lists, reconciliation
from tests.given.landings import landing, purchase, sale, settings
from tests.reports.golden import BEFORE, INSIDE, Ask

LATE = date(2026, 3, 20)


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    ask = Ask(tmp_path)
    ask.land(accounts(), settings("2026-01", upload_state="authorised"))
    return ask


def step(ask: Ask, name: str) -> tuple[str, int, str]:
    (row,) = [row for row in ask("checklist") if row["step"] == name]
    return row["state"], row["exception_count"], row["unmet"] or ""


def invoice(ref: str, on: date = INSIDE, account: str = "revenue") -> list[Row]:
    text = f"INV | {ref}"
    return [line(account, text, -10, on, "sales_invoice"), line("receivable", text, 12, on)]


def until(day: str, export: Landing) -> Landing:
    return replace(export, reading={**export.reading, "covers_until": day})


def test_what_is_dated_after_the_end_of_the_report_is_not_missed(ask: Ask) -> None:
    orders = [sale("SO-1"), sale("SO-2"), sale("SO-3", acct_date=LATE, move_date=LATE)]
    cogs = landing(
        "cogs_entries", [{"doc_type": "SO", "acct_date": INSIDE, "order_ref": "SO-1", "ref_key": "SO-1", "cogs": 6}]
    )
    ask.land(landing("sales_documents", orders), *lists(), cogs, *reconciliation(0, -6))
    short = until("2026-03-18", ledger(*invoice("SO-1")))
    found = [(row["cause_id"], row["ref"]) for row in ask("findings", short)]
    assert found == [("S22", "SO-2")]  # the file covers its day
    assert [row["amount"] for row in ask("revenue_bridge") if row["cause_id"] == "unexplained"] == [None]
    for name in ("SY3", "SY6"):
        state, _, unmet = step(ask, name)
        assert (state, "ends on 18 Mar 2026" in unmet) == ("cannot_tell", True)
    assert {row["state_code"] for row in ask("tie_outs") if row["tie_out"] in ("T3", "T5", "T10")} == {"side_unknown"}


def test_an_invoice_whose_sales_account_is_not_in_the_file_is_not_edited(ask: Ask) -> None:
    entries = [*invoice("SO-1"), *invoice("SO-2")[1:]]
    ask.land(landing("sales_documents", [sale("SO-1"), sale("SO-2")]), *lists(), ledger(*entries))
    assert ask("findings") == []
    assert {row["cause_id"]: row["amount"] for row in ask("revenue_bridge")} == {
        "not_compared": Decimal(10),
        "unexplained": Decimal(0),
    }
    assert step(ask, "SY3")[:2] == ("cannot_tell", 0)


@pytest.mark.parametrize("is_owed", [True, False], ids=["owed", "gone"])
def test_a_bill_whose_stock_account_is_not_in_the_file_is_not_void(ask: Ask, is_owed: bool) -> None:
    listed = [
        {"section": "purchase_orders", "reference": f"PO-{n}", "ref_key": f"PO-{n}", "entry_date": INSIDE, "debit": 50}
        for n in (1, 2)
    ]
    orders = landing("purchase_documents", [purchase("PO-1", supplier_inv_no="PO-2"), purchase("PO-2")])
    ask.land(orders, lists()[1], landing("sales_documents", []), *reconciliation(0, 100, *listed))
    entries = [line("inventory", "PO-2 | PO-1", 50, INSIDE), line("payable", "PO-2 | PO-1", -60, INSIDE)]
    entries += [line("payable", "INV | PO-2", -60, INSIDE)] if is_owed else []
    found = [(row["cause_id"], row["ref"]) for row in ask("findings", ledger(*entries))]
    assert found == ([] if is_owed else [("P23", "PO-2")])
    assert step(ask, "SY3")[:2] == (("cannot_tell", 0) if is_owed else ("exceptions", 1))


def test_an_account_that_drops_out_leaves_its_role_unknown(ask: Ask) -> None:
    named = [{"role": role, "name": role} for role in ROLES] + [{"role": "inventory", "name": "Transit"}]
    ask.land(landing("settings_accounts", named, "2026-02"))
    journal = [line("Transit", "MJ", 70, BEFORE, "journal"), line("inventory", "MJ", 30, BEFORE, "journal")]
    ask.land(ledger(*journal, period="2026-02", inventory=5), *reconciliation(5, 105, period="2026-02"))
    (row,) = ask(
        "balances", ledger(line("inventory", "MJ-2", 1, INSIDE, "journal"), inventory=35), *reconciliation(105, 106)
    )
    assert (row["gl_inventory_opening"], row["gl_inventory"]) == (None, None)
    assert not [row for row in ask("bridge") if row["cause_id"] == "G05"]
    (tie,) = [row for row in ask("tie_outs") if row["tie_out"] == "T3"]
    assert (tie["state_code"], "Transit" in tie["unmet"]) == ("side_unknown", True)
