"""The account that the settings refer to, however Excel and users changed its code and name."""

from pathlib import Path

import pytest

from close.rules.answers import run_model
from close.store.warehouse import Settings, Warehouse
from loaders import Folder, land, read
from loaders.intake.organisation import Organisation
from loaders.ledger.layouts.account_names import Account
from loaders.ledger.layouts.account_roles import find_sides
from tests.loaders.exports import write_csv
from tests.loaders.ledger.golden import card, text

STOCK, COGS = '{ code = "0630", name = "Stock on Hand" }', '{ code = "0310", name = "Cost of Goods Sold" }'


def roles(folder: Path, settings: dict[str, str], *accounts: str) -> dict[str, str]:
    """Return the roles of accounts, each written `code|name`, in a file with a column for both."""
    toml = 'name = "Teal"\npackage = "xero"\nperiod = "2027-05"\n[accounts]\n' + "".join(
        f"{role} = [{account}]\n" for role, account in settings.items()
    )
    lines = [["2027-05-03", *account.split("|"), "5.00", "5.00"] for account in accounts]
    content = write_csv([["Date", "Account code", "Account name", "Debit", "Credit"], *lines])
    warehouse = Warehouse(folder, "x")
    cards = land([("", "organisation.toml", toml.encode()), ("", "ledger.csv", content)], warehouse)
    assert [card.status for card in cards] == ["landed", "landed"], cards
    return {row["account"]: row["role"] for row in run_model(warehouse, "account_roles", "2027-05").to_pylist()}


@pytest.mark.parametrize("code", ["0630", "630", "630.0", " 0630", "00630", "0630.00"])
def test_a_code_is_known_without_what_excel_takes_and_adds(code: str, tmp_path: Path) -> None:
    assert roles(tmp_path, {"inventory": STOCK}, f"{code}|Goods", "800|Creditors") == {"Goods": "inventory"}


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("", "stock  on hand"),
        ("", "STOCK ON HAND"),
        ("", "0630 - Stock on Hand"),
        ("", "Stock on Hand (0630)"),
        ("", "0630: Stock on Hand"),
        ("", "Stock-on-Hand"),
        ("", "0630"),
        ("12630", "Stock on Hand"),
    ],
)
def test_a_name_is_known_with_its_code_and_however_it_is_spaced(code: str, name: str, tmp_path: Path) -> None:
    others = ("|Creditors", "|Bank", "|Sales") if not code else ("800|Creditors",)
    found = roles(tmp_path, {"inventory": STOCK}, f"{code}|{name}", *others)
    assert list(found.values()) == ["inventory"]


def test_settings_that_hold_the_code_in_the_name_mean_the_same_account(tmp_path: Path) -> None:
    for number, name in enumerate(["630 - Stock", "Stock (630)", "630: Stock"]):
        settings = {"inventory": f'{{ name = "{name}" }}'}
        found = roles(tmp_path / str(number), settings, "630|Stock", "631|Stock in transit")
        assert found == {"Stock": "inventory"}


def test_where_two_accounts_may_be_meant_the_name_decides(tmp_path: Path) -> None:
    settings = {"inventory": '{ code = "00630", name = "Stock" }'}
    assert roles(tmp_path / "a", settings, "0630|Stock", "630|Rent") == {"Stock": "inventory"}
    assert roles(tmp_path / "b", settings, "0630|Goods", "630|Rent") == {}


def test_a_code_that_is_there_wins_over_one_that_is_nearly_so_and_over_a_name(tmp_path: Path) -> None:
    settings = {"inventory": '{ code = "0630", name = "Stock" }', "cogs": '{ code = "630", name = "Cost" }'}
    assert roles(tmp_path / "a", settings, "630|Stock") == {"Stock": "cogs"}
    found = roles(tmp_path / "b", {"inventory": STOCK}, "630|Stock on Hand", "120|Stock on Hand")
    assert found == {"630 - Stock on Hand": "inventory"}


def test_two_roles_that_are_nearly_one_account_are_neither(tmp_path: Path) -> None:
    settings = {"inventory": '{ code = "0630", name = "Stock" }', "cogs": '{ code = "00630", name = "Cost" }'}
    assert roles(tmp_path, settings, "630|Goods") == {}


@pytest.mark.parametrize("written", ["0630 Stock", "Stock (630)", "0630.0", "STOCK"])
def test_the_role_decides_the_side_however_it_is_written(written: str) -> None:
    owner = Account(written, None, None)
    assert find_sides([owner], Settings(accounts=(("inventory", "630", "Stock"),))) == [1]


def test_an_account_that_is_nearly_two_of_either_side_has_none() -> None:
    settings = Settings(accounts=(("inventory", "0630", "Stock"), ("revenue", "630", "Sales")))
    assert find_sides([Account("630.0", "630.0", None)], settings) == [None]


@pytest.mark.parametrize(
    ("entries", "state", "detail"),
    [
        ("0630|Stock|5.00|\n800|Creditors||5.00", "passed", "it contains the accounts in the settings"),
        (
            "631|Goods|5.00|\n800|Creditors||5.00",
            "not proven",
            "it lacks these accounts from the settings: inventory (630 Stock)",
        ),
        ("631|Goods|5.00|\n800|Creditors||4.00", "", ""),
    ],
)
def test_a_whole_ledger_without_an_account_of_the_settings_says_so(entries: str, state: str, detail: str) -> None:
    settings = Settings(name="Teal", accounts=(("inventory", "630", "Stock"), ("adjustments", "999", "Shrinkage")))
    rows = [["Date", "Account code", "Account name", "Debit", "Credit"]]
    rows += [["2027-05-03", *line.split("|")] for line in entries.split("\n")]
    checks = read("x", write_csv(rows), folder=Folder(Organisation(settings, "2027-05", {}))).card.checks
    assert [(check.state, check.detail.endswith(detail)) for check in checks if check.label == "Accounts"] == (
        [(state, True)] if state else []
    )


def test_a_trial_balance_says_which_account_of_the_settings_it_lacks() -> None:
    content = text("balances/trial_balance.csv").replace("630,Stock on Hand", "631,Goods")
    (check,) = [check for check in card(content).checks if check.label == "Accounts"]
    assert check.detail == "it lacks these accounts from the settings: inventory (630 Stock on Hand)"


def test_deposits_grow_on_either_side() -> None:
    settings = Settings(accounts=(("deposits", "835", "Customer Deposits"), ("revenue", "200", "Sales")))
    accounts = [Account("835", "Customer Deposits", None), Account("200", "Sales", None)]
    assert find_sides(accounts, settings) == [None, -1]
