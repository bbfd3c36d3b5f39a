"""Several files of one ledger for one month: each account counts once, whatever each file calls it."""

from itertools import permutations
from pathlib import Path

import pytest

from close.report import run
from close.warehouse import Warehouse
from loaders import land
from tests.loaders.ledger.golden import SAMPLES, text

NAMED = (SAMPLES / "organisation.toml").read_text().replace(" (A/R)", "").replace(" (A/P)", "")
TOML = NAMED.replace("Homewares Sales", "Sales").encode()
TRANSACTIONS, DETAIL, FLAT = (text(f"xero/{name}.csv") for name in ("transactions", "ledger_detail", "columns"))
BALANCES, REPORT = text("balances/trial_balance.csv"), text("journals/report.csv")
SAID = ("gl_inventory_opening", "gl_inventory", "gl_cogs", "gl_ar", "gl_ap")


def ask(folder: Path, *files: str) -> tuple[list[object], list[object]]:
    """The balances of the month, and the lines that stand in the ledger alone, of files dropped one after the other."""
    warehouse = Warehouse(folder, "x")
    land([("", "organisation.toml", TOML)], warehouse)
    for content in files:
        (card,) = land([("", "ledger.csv", content.encode())], warehouse)
        assert card.status == "landed", card.problems
    (balances,) = run(warehouse, "balances", "2027-05").table.to_pylist()
    alone = run(warehouse, "ledger_only", "2027-05").table.to_pylist()
    return [balances[name] for name in SAID], [(row["gl_date"], row["debit_minus_credit"]) for row in alone]


@pytest.mark.parametrize("order", permutations(range(3)))
def test_a_trial_balance_and_two_layouts_say_no_more_than_one(order: tuple[int, ...], tmp_path: Path) -> None:
    files = [(TRANSACTIONS, DETAIL, BALANCES)[place] for place in order]
    assert ask(tmp_path / "all", *files) == ask(tmp_path / "one", TRANSACTIONS)


def test_a_trial_balance_says_the_balances_that_entries_do_not(tmp_path: Path) -> None:
    balances, _ = ask(tmp_path / "flat", FLAT)
    assert balances[:2] == [None, None]
    balances, alone = ask(tmp_path / "both", FLAT, BALANCES)
    assert (balances, alone) == ask(tmp_path / "other", BALANCES, FLAT)
    assert [str(amount) for amount in balances] == ["12499.75", "7492.50", "6100.75", "3300.00", "6155.44"]


def test_entries_with_references_win_over_the_journal_report(tmp_path: Path) -> None:
    assert ask(tmp_path / "after", TRANSACTIONS, REPORT) == ask(tmp_path / "one", TRANSACTIONS)


@pytest.mark.parametrize("code", ["0630", "630.0"])
def test_an_account_whose_code_excel_changed_counts_once(code: str, tmp_path: Path) -> None:
    answers = []
    for folder, second in (("plain", "630"), ("excel", code)):
        again = FLAT.replace("\n630,", f"\n{second},").replace("Stock on Hand", "Stock")
        answers.append(ask(tmp_path / folder, FLAT, again, BALANCES))
    assert answers[0] == answers[1]
