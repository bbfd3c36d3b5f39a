"""Lists of QuickBooks grouped by nothing. A few accounts never balance, and the file is right."""

import pytest

from close.errors import Refused
from loaders import Folder
from loaders.layouts.totals import TotalsDiffer
from loaders.ledger.layouts.ledger import OneAmount
from loaders.ledger.layouts.proofs import Unbalanced
from loaders.ledger.layouts.sides import SideUnknown
from tests.loaders.exports import write_csv
from tests.loaders.ledger.golden import card, land
from tests.loaders.ledger.reports import balances, make_folder, state

HEAD = [["Teal Harbour Supplies Pty Ltd"], ["Transaction Detail by Account"], ["May 1-31, 2027"], [""]]
SIDES = ["", "Transaction date", "Transaction type", "Num", "Distribution account", "Debit", "Credit"]
AMOUNT = [*SIDES[:5], "Amount"]
STOCK, OWED, BANK = "Stock on Hand", "Accounts Payable (A/P)", "Petty Box"
FOLDER = make_folder((("inventory", "", STOCK),))


def refuse(kind: type[Refused], content: bytes, folder: Folder) -> str:
    with pytest.raises(kind) as refused:
        land(content, folder)
    return str(refused.value)


def report(columns: list[str], *rows: list[str], head: list[list[str]] = HEAD) -> bytes:
    return write_csv([[*row, *[""] * (len(columns) - len(row))] for row in [*head, columns, *rows]])


def move(day: str, kind: str, account: str, *amounts: str) -> list[str]:
    return ["", f"05/{day}/2027", kind, "7", account, *amounts]


BILL, JOURNAL = move("05", "Bill", STOCK, "1,000.00", ""), move("31", "Journal Entry", STOCK, "", "130.00")
ONE = report(SIDES, BILL, JOURNAL, ["TOTAL", *[""] * 4, "$1,000.00", "$130.00"])


def test_one_account_lands_without_a_proof_of_both_sides() -> None:
    assert balances(ONE, FOLDER) == {STOCK: (None, 1000, 130, None)}
    assert state(ONE, "Debits = credits", FOLDER) == "not proven"
    assert state(ONE, "Totals", FOLDER) == "passed"


def test_a_lost_line_contradicts_the_total() -> None:
    assert "Debit: the file states a total of 1,000.00" in refuse(
        TotalsDiffer, report(SIDES, JOURNAL, ["TOTAL", *[""] * 4, "$1,000.00", "$130.00"]), FOLDER
    )


def test_two_accounts_and_account_headings_land() -> None:
    paid = move("06", "Bill Payment", OWED, "5.00", "")
    assert list(balances(report(SIDES, BILL, paid, JOURNAL), FOLDER)) == [STOCK, OWED]
    grouped = report(SIDES, [STOCK], BILL, JOURNAL, [f"Total for {STOCK}", *[""] * 4, "$1,000.00", "$130.00"])
    assert balances(grouped, FOLDER) == {STOCK: (None, 1000, 130, None)}
    assert state(grouped, "Debits = credits", FOLDER) == "not proven"


def test_all_accounts_balance() -> None:
    owed, cogs = move("05", "Bill", OWED, "", "1,000.00"), move("31", "Journal Entry", "Costs", "130.00", "")
    assert state(report(SIDES, BILL, owed, JOURNAL, cogs), "Debits = credits", FOLDER) == "passed"


def test_a_journal_still_has_to_balance() -> None:
    head = [HEAD[0], ["Journal"], *HEAD[2:]]
    assert "debits are 1,000.00 and credits 130.00" in refuse(
        Unbalanced, report(SIDES, BILL, JOURNAL, head=head), FOLDER
    )


def test_signed_amounts_of_accounts_of_known_side_land() -> None:
    content = report(
        AMOUNT, move("05", "Bill", STOCK, "1,000.00"), move("31", "Journal Entry", STOCK, "-130.00"),
        move("05", "Bill", OWED, "1,000.00"), ["TOTAL", *[""] * 4, "$870.00"],
    )  # fmt: skip
    assert balances(content, FOLDER) == {STOCK: (None, 1000, 130, None), OWED: (None, 0, 1000, None)}
    assert "not proven" in {check.state for check in card(content, FOLDER).checks if check.label == "Balances"}


def test_the_total_of_one_signed_account_is_proven() -> None:
    rows = [move("05", "Bill", STOCK, "1,000.00"), move("31", "Journal Entry", STOCK, "-130.00")]
    assert state(report(AMOUNT, *rows, ["TOTAL", *[""] * 4, "$870.00"]), "Totals", FOLDER) == "passed"
    wrong = report(AMOUNT, *rows, ["TOTAL", *[""] * 4, "$880.00"])
    assert "the file states a total of 880.00" in refuse(TotalsDiffer, wrong, FOLDER)


def test_signed_amounts_of_unknown_side_are_refused() -> None:
    assert f'"{BANK}"' in refuse(SideUnknown, report(AMOUNT, move("05", "Transfer", BANK, "9.00")), FOLDER)


@pytest.mark.parametrize("title", ["Transaction List by Vendor", "Ledger of Teal Harbour"])
def test_a_list_that_quickbooks_may_not_have_made_is_refused(title: str) -> None:
    columns = [*AMOUNT[:4], "Account", "Amount"]
    content = report(columns, move("05", "Bill", STOCK, "9.00"), head=[["Teal"], [title], ["May 2027"], [""]])
    assert "Debit and Credit" in refuse(OneAmount, content, FOLDER)


def test_the_title_shows_that_quickbooks_made_a_list() -> None:
    columns = [*AMOUNT[:4], "Account", "Amount"]
    assert land(report(columns, move("05", "Bill", STOCK, "9.00")), FOLDER).tables["ledger_entries"].num_rows == 1
