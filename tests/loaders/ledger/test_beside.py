"""Several files from one ledger for one month: each account counts once, even if the files name it differently."""

from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from close.rules.answers import run
from close.store.warehouse import Warehouse
from loaders import land
from pages.parts.frame import page_context
from tests.given.variants import spread
from tests.loaders.ledger.golden import SAMPLES, text

NAMED = (SAMPLES / "organisation.toml").read_text().replace(" (A/R)", "").replace(" (A/P)", "")
TOML = NAMED.replace("Homewares Sales", "Sales").encode()
TRANSACTIONS, DETAIL, FLAT = (text(f"xero/{name}.csv") for name in ("transactions", "ledger_detail", "columns"))
BALANCES, REPORT = text("balances/trial_balance.csv"), text("journals/report.csv")
UNDATED = text("journals_undated/report.csv")
APP = Path(__file__).parents[3] / "app.py"
ORDERS = sorted(permutations(range(3)), key=lambda order: order[-1])
ROLES_OF_BALANCES = ("gl_inventory_opening", "gl_inventory", "gl_cogs", "gl_ar", "gl_ap")


Answers = tuple[list[object], list[object]]


def ask(folder: Path, *files: str) -> Answers:
    """Land files one after the other, and return the month's balances and the lines only in the ledger."""
    warehouse = Warehouse(folder, "x")
    land([("", "organisation.toml", TOML)], warehouse)
    for content in files:
        (card,) = land([("", "ledger.csv", content.encode())], warehouse)
        assert card.status == "landed", card.problems
    (balances,) = run(warehouse, "balances", "2027-05").table.to_pylist()
    alone = run(warehouse, "ledger_only", "2027-05").table.to_pylist()
    return [balances[name] for name in ROLES_OF_BALANCES], [
        (row["gl_date"], row["debit_minus_credit"]) for row in alone
    ]


@pytest.fixture(scope="module")
def transactions(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """Return what the account transactions say alone."""
    return ask(tmp_path_factory.mktemp("one"), TRANSACTIONS)


@pytest.mark.parametrize("order", spread(ORDERS, 3))
def test_a_trial_balance_and_two_layouts_say_no_more_than_one(
    order: tuple[int, ...], transactions: Answers, tmp_path: Path
) -> None:
    files = [(TRANSACTIONS, DETAIL, BALANCES)[index] for index in order]
    assert ask(tmp_path, *files) == transactions


def test_a_trial_balance_says_the_balances_that_entries_do_not(tmp_path: Path) -> None:
    balances, _ = ask(tmp_path / "flat", FLAT)
    assert balances[:2] == [None, None]
    balances, alone = ask(tmp_path / "both", FLAT, BALANCES)
    assert (balances, alone) == ask(tmp_path / "other", BALANCES, FLAT)
    assert [str(amount) for amount in balances] == ["12499.75", "7492.50", "6100.75", "3300.00", "6155.44"]


@pytest.mark.parametrize("report", [REPORT, UNDATED])
def test_entries_with_references_win_over_the_journal_report(
    report: str, transactions: Answers, tmp_path: Path
) -> None:
    assert ask(tmp_path, TRANSACTIONS, report) == transactions


def test_an_account_whose_code_excel_changed_counts_once(tmp_path: Path) -> None:
    answers = []
    for code in ("630", "0630", "630.0"):
        again = FLAT.replace("\n630,", f"\n{code},").replace("Stock on Hand", "Stock")
        answers.append(ask(tmp_path / code, FLAT, again, BALANCES))
    assert answers[1:] == answers[:1] * 2


def compare(folder: Path, *files: str) -> dict[str, tuple[str, ...]]:
    """Compare the trial balance with the ledger, for each account in both."""
    ask(folder, *files)
    shown = ("role", "difference", "state_code")
    return {row["account"]: tuple(str(row[name]) for name in shown) for row in rows(folder, "trial_balance")}


def rows(folder: Path, report: str) -> list[dict[str, Any]]:
    return run(Warehouse(folder, "x"), report, "2027-05").table.to_pylist()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_trial_balance_of_another_ledger_is_remarked(order: tuple[int, ...], tmp_path: Path) -> None:
    other = (
        BALANCES.replace('"7,492.50"', '"7,492.75"')
        .replace('"6,155.44"', '"6,155.69"')
        .replace("32,098.25", "32,098.50")
    )
    files = [(TRANSACTIONS, other)[index] for index in order]
    assert compare(tmp_path / "same", TRANSACTIONS, BALANCES)["Stock on Hand"] == ("inventory", "-0.25", "differs")
    (tied,) = [r for r in rows(tmp_path / "same", "tie_outs") if r["tie_out"] == "T2b"]
    assert (str(tied["difference"]), tied["state_code"]) == ("0.25", "fails")
    found = compare(tmp_path / "other", *files)
    assert found["Stock on Hand"] == ("inventory", "0.00", "agrees")
    assert found["Accounts Payable"] == ("payable", "-0.25", "differs")
    assert "Cost of Goods Sold" not in found


def test_a_ledger_without_balances_is_not_compared(tmp_path: Path) -> None:
    assert compare(tmp_path, FLAT, BALANCES) == {}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_card_compares_trial_balance_and_ledger(order: tuple[int, ...], tmp_path: Path) -> None:
    files = [("", "ledger.csv", TRANSACTIONS.encode()), ("", "trial.csv", BALANCES.encode())]
    warehouse = Warehouse(tmp_path, "x")
    land([("", "organisation.toml", TOML)], warehouse)
    cards = [card for index in order for card in land([files[index]], warehouse)]
    (check,) = [check for check in cards[-1].checks if check.label == "Trial balance"]
    here, there = ("7,492.75", "7,492.50") if order[-1] == 0 else ("7,492.50", "7,492.75")
    assert check.state == "not proven"
    assert f"Stock on Hand: {here} here, {there} there" in check.detail
    assert not [check for check in cards[0].checks if check.label == "Trial balance"]
    agreeing = (
        BALANCES.replace('"7,492.50"', '"7,492.75"').replace("32,098.25", "32,098.50").replace("3,692.81", "3,693.06")
    )
    both = land([files[0], ("", "trial.csv", agreeing.encode())], warehouse)
    details = [check.detail for card in both for check in card.checks if check.label == "Trial balance"]
    assert details == [
        'the same closing balances as in "trial.csv" for 3 accounts',
        'the same closing balances as in "ledger.csv" for 3 accounts',
    ]


@pytest.mark.parametrize("written", ["Stock  on hand", "STOCK ON HAND", "Stock-on-Hand"])
def test_an_account_that_two_files_write_otherwise_counts_once(
    written: str, transactions: Answers, tmp_path: Path
) -> None:
    again = TRANSACTIONS.replace("Stock on Hand", written)
    assert ask(tmp_path, TRANSACTIONS, again) == transactions


def test_a_code_before_one_name_only_makes_no_other_account(tmp_path: Path) -> None:
    answers = []
    for written in ("Stock on Hand", "630 - Stock on Hand", "Stock on Hand (630)"):
        again = TRANSACTIONS.replace("Stock on Hand", written)
        answers.append(ask(tmp_path / written, again, FLAT, REPORT))
    assert answers[1:] == answers[:1] * 2


def test_the_page_of_tie_outs_lists_the_accounts_that_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(tmp_path, TRANSACTIONS, BALANCES)
    monkeypatch.setattr(page_context, "ROOT", tmp_path)
    app = AppTest.from_file(APP, default_timeout=180)
    for name, value in {"organisation": "x", "period": "2027-05"}.items():
        app.query_params[name] = value
    app = app.run().switch_page("pages/bridge/tie_outs.py").run()
    assert not app.exception
    (listed,) = [table.value for table in app.dataframe if "Trial balance" in table.value]
    assert listed["Account"].tolist() == ["Stock on Hand"]
    assert listed["Difference"].tolist() == [Decimal("-0.25")]
