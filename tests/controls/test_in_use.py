"""The control accounts that a company uses, and those that lack evidence."""

from tests.bridge.slips import ROLES, accounts, ledger
from tests.controls.test_each_account import invoiced, paid, sales, side, state
from tests.given.landings import landing, sale, settings
from tests.reports.golden import Ask


def test_what_cannot_be_told_says_what_settles_it(ask: Ask) -> None:
    roles = [role for role in ROLES if role != "deposits"]
    chart = landing("settings_accounts", [{"role": role, "name": role} for role in roles], "2026-01")
    rows = ask("control_accounts", settings(), chart, sales(sale("S-1")), ledger(*invoiced("S-1", 10, 12)))
    told = {row["account"]: (row["amount"], row["unmet_code"]) for row in rows if row["part"] == "residual"}
    assert told["receivable"] == (0, None)
    assert told["payable"] == (None, "not_landed|purchase_documents")
    assert told["cogs"] == (None, "not_landed|cogs_entries")
    assert told["landed_costs"] == (None, "not_landed|purchase_documents;not_landed|stock_reconciliation_entries")
    assert "deposits" not in told  # no account is set for them, and Omni lists none
    assert all(row["settled_by"] for row in rows if row["unmet_code"])
    assert set(side(rows, "payable", "omni").values()) == {None}


def test_deposits_without_an_account_cannot_be_told(ask: Ask) -> None:
    roles = [role for role in ROLES if role != "deposits"]
    chart = landing("settings_accounts", [{"role": role, "name": role} for role in roles], "2026-01")
    waits = sale("S-1", move_date=None, acct_date=None, status="NOT_IMPORTED", qty_moved=0)
    given = sales(waits), landing("payments", [paid("S-1", 5)]), ledger(*invoiced("S-2", 10, 12))
    rows = ask("control_accounts", settings(), chart, *given)
    (told,) = (row for row in rows if row["account"] == "deposits" and row["part"] == "residual")
    assert (told["amount"], told["unmet_code"]) == (None, "no_account|deposits")


def test_periodic_inventory_posts_no_cost(ask: Ask) -> None:
    books = ledger(*invoiced("S-1", 10, 12))
    rows = ask("control_accounts", settings(inventory_method="periodic"), accounts(), sales(sale("S-1")), books)
    assert {row["account"] for row in rows} == {"receivable", "payable", "deposits"}
    assert state(rows, "receivable") == (0, "agrees")
