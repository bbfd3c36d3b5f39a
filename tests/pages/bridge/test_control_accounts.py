"""The page Control accounts: the stock account first, the same layout for each, and a tolerance where it acts."""

from decimal import Decimal
from pathlib import Path

import pytest

from close.store.warehouse import Warehouse
from close.work.authority import acts
from pages.parts.words import say_money
from tests.pages.conftest import CLEAN, FAULTY, HALF
from tests.pages.screen import Open, select, table, table_at, words

IN_USE = ("receivable", "payable", "cogs", "landed_costs")
TOTAL = "Difference **"
SIGN = "Yes: sign as preparer"


def test_the_old_address_opens_the_stock_account(open_page: Open, months: list[str]) -> None:
    app = open_page("stock_account", period=months[-1])
    assert app.title[0].value == "Control accounts"
    assert app.segmented_control(key="account").options[0] == "Stock"
    assert app.metric[0].label == "Unexplained residual of stock"


@pytest.mark.parametrize("account", IN_USE)
def test_each_account_has_the_same_layout(open_page: Open, months: list[str], rows, account: str) -> None:
    app = open_page("stock_account", period=months[-1], account=account)
    assert not app.exception
    lines = [row for row in rows("control_accounts") if row["account"] == account]
    (residual,) = [row["amount"] for row in lines if row["part"] == "residual"]
    assert app.metric[0].value.endswith(say_money(residual))
    for part, title in (("omni", "Omni"), ("ledger", "Ledger")):
        wanted = [row["line"] for row in lines if row["part"] == part]
        assert list(table_at(app, f"side-{title}")["Line"]) == wanted
    if [button for button in app.button if button.label == SIGN]:
        assert "Signs all control accounts besides stock" in words(app)


def test_an_account_that_lacks_evidence_cannot_be_told_or_signed(open_page: Open, months: list[str]) -> None:
    app = open_page("stock_account", HALF, period=months[-1], account="payable")
    assert app.metric[0].label == "Unexplained residual of payables"
    assert "Cannot tell" in words(app)
    assert not app.success
    assert not [button for button in app.button if button.label == SIGN]


def test_an_account_that_is_not_in_use_is_named_instead(open_page: Open, months: list[str]) -> None:
    app = open_page("stock_account", period=months[-1], account="deposits")
    assert app.metric[0].label == "Unexplained residual of stock"
    assert "Not in use, according to the settings: deposits." in words(app)


def test_a_line_lists_its_documents(open_page: Open, months: list[str]) -> None:
    app = open_page("stock_account", period=months[-1], account="receivable")
    side = table_at(app, "side-Ledger")
    listed = table(select(app, "side-Ledger", 1), "control_items")
    assert len(listed) == side["Items"].iloc[1]
    assert listed["Difference"].sum() == side["Amount"].iloc[1]
    assert set(listed["Line"]) == {side["Line"].iloc[1]}


@pytest.mark.parametrize("account", ["receivable", "payable", "landed_costs"])
def test_only_the_items_of_one_line_are_totalled(open_page: Open, months: list[str], account: str) -> None:
    app = open_page("stock_account", period=months[-1], account=account)
    side = table_at(app, "side-Ledger")
    codes = {*table(app, "control_items")["Line"]}
    assert len(codes) > 1
    assert TOTAL not in words(app)
    one = select(app, "side-Ledger", 1)
    assert f"{TOTAL}{say_money(side['Amount'].iloc[1])}**" in words(one)


def test_a_sound_account_lists_what_only_the_ledger_has(open_page: Open, months: list[str]) -> None:
    app = open_page("stock_account", CLEAN, period=months[-1], account="payable")
    assert "the adjusted movements agree" in words(app)
    assert list(table_at(app, "side-Ledger")["Line"]) == ["Movement of the account", "Adjusted movement"]


def test_the_tolerance_is_printed_where_it_acts(open_page: Open, writable: Path, months: list[str]) -> None:
    app = open_page("stock_account", period=months[-1])
    shown = app.metric[0].value
    assert "Tolerance: none" in words(app)
    assert "differs" in words(app)
    acts.set_rule(Warehouse(writable, FAULTY), "local user", "inventory_tolerance", Decimal("99999.00"), "agreed")
    app = open_page("stock_account", period=months[-1])
    assert app.metric[0].value == shown
    assert "within the tolerance of 99,999.00" in words(app)
    assert "Tolerance 99,999.00: 99,999.00." in words(app)
