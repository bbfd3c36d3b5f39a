"""The accounts of the accrual journal: nobody is asked for one that the settings or an uploaded file hold."""

from pathlib import Path

import pytest

import loaders
from close.archive.accrual_accounts import find_accounts, say_lacking
from close.store.packages import QUICKBOOKS, XERO, Package
from close.store.settings import Settings
from close.store.warehouse import Warehouse
from close.work.ledger_accounts import LedgerAccount, find_account, list_accounts

SAMPLES = Path(__file__).parents[1] / "loaders" / "ledger" / "samples"
LEDGER = (
    LedgerAccount("630", "Stock on Hand"),
    LedgerAccount("200", "Sales"),
    LedgerAccount("", "Cost of Sales"),
    LedgerAccount("", "Current Assets:Goods in Transit"),
    LedgerAccount("835", "Goods received, not invoiced"),
)


def state(package: Package, *accounts: tuple[str, str, str], **accruals: str) -> Settings:
    return Settings(package=package.code, accounts=accounts, accrual_accounts=accruals)


def test_a_code_is_taken_from_the_file_that_states_it() -> None:
    named = state(XERO, ("inventory", "", "Stock on hand"), ("revenue", "", "Sales"), ("cogs", "", "Cost of Sales"))
    assert find_accounts(named, XERO, LEDGER) == {"inventory": "630", "revenue": "200", "payable": "835"}


def test_a_name_is_taken_from_the_file_as_it_is_spelt_there() -> None:
    """QuickBooks refuses a sub-account without its parent account."""
    stated = state(QUICKBOOKS, ("inventory", "0630", ""), ("goods_in_transit", "", "goods in transit"))
    found = find_accounts(stated, QUICKBOOKS, LEDGER)
    assert found["inventory"] == "Stock on Hand"
    assert found["goods_in_transit"] == "Current Assets:Goods in Transit"


def test_an_account_that_was_chosen_comes_first_and_one_that_is_stated_is_kept() -> None:
    chosen = state(XERO, ("inventory", "631", "Stock on hand"), ("receivable", "610", "Debtors"), payable="801")
    assert find_accounts(chosen, XERO, LEDGER) == {"inventory": "631", "payable": "801"}
    assert find_accounts(chosen, QUICKBOOKS, ())["receivable"] == "Debtors"


def test_two_accounts_of_one_name_are_not_chosen_between() -> None:
    twins = (LedgerAccount("630", "Stock"), LedgerAccount("631", "Stock"))
    assert find_account(twins, "", "Stock") == LedgerAccount("", "Stock")
    transit = (LedgerAccount("645", "Goods in transit"), LedgerAccount("646", "Stock in transit"))
    assert "goods_in_transit" not in find_accounts(state(XERO), XERO, transit)


def test_one_sentence_says_what_is_unknown() -> None:
    settings = state(XERO, ("inventory", "", "Stock on hand"), ("cogs", "", "Cost of Sales"))
    known = find_accounts(settings, XERO, LEDGER)
    asked = say_lacking(["inventory", "receivable", "deferred_revenue", "cogs"], known, settings, XERO, LEDGER)
    assert asked == (
        "The journal needs an account for Accrued income and Deferred revenue. It also needs the account code of "
        "Cost of goods sold (Cost of Sales), which the trial balance shows."
    )
    assert say_lacking(["inventory", "payable"], known, settings, XERO, LEDGER) == ""


@pytest.mark.parametrize("order", [1, -1], ids=["codes last", "codes first"])
def test_the_code_and_the_name_may_be_in_different_files(tmp_path: Path, order: int) -> None:
    """Account Transactions lists only names, and a trial balance lists codes next to them."""
    warehouse = Warehouse(tmp_path, "Teal Harbour")
    for name in ("xero/transactions.csv", "balances/trial_balance.csv")[::order]:
        file = SAMPLES / name
        loaders.land([("2027-05", file.name, file.read_bytes())], warehouse, who="ada")
    found = {account.name: account.code for account in list_accounts(warehouse, "2027-05")}
    assert (found["Stock on Hand"], found["Sales"], found["Savings"]) == ("630", "200", "")
