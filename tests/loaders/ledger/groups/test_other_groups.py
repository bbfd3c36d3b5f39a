"""Reports that are not of accounts, or not of balances, although their columns are those of a ledger."""

import pytest

from close.errors import Refused
from loaders.ledger.layouts.proofs import GroupsBalance
from loaders.ledger.layouts.trial_balances import BothSides
from tests.loaders.exports import write_csv
from tests.loaders.ledger.golden import land
from tests.loaders.ledger.reports import TRIAL, state, xero

CONTACTS = ["Fern & Co", "Bright Kilns", "Total Tools"]


def group(name: str, *amounts: tuple[str, str]) -> list[list[str]]:
    moves = [["12 May 2027", "Invoice", name, "INV-1", *pair, ""] for pair in amounts]
    return [[name], *moves, [f"Total {name}", "", "", "", "5.00", "5.00"]]


def test_a_ledger_grouped_by_customer_is_refused() -> None:
    rows = [row for name in CONTACTS for row in group(name, ("5.00", ""), ("", "5.00"))]
    with pytest.raises(GroupsBalance, match=r'such as "Fern & Co" \(line 6\), debits equal credits'):
        land(xero(*rows))


def test_a_few_clearing_accounts_are_a_ledger() -> None:
    rows = [row for name in CONTACTS[:2] for row in group(name, ("5.00", ""), ("", "5.00"))]
    assert len(land(xero(*rows)).tables["ledger_entries"]) == 4
    opened = [row for name in CONTACTS for row in group(name, ("5.00", ""), ("", "5.00"))]
    opened.insert(1, ["Opening Balance", "", "", "", "1.00", "", "1.00"])
    assert len(land(xero(*opened)).tables["ledger_entries"]) == 6


def test_a_summary_of_movements_is_no_trial_balance() -> None:
    moved = [["Stock", "9.00", "4.00"], ["Bank", "4.00", "9.00"], ["Total", "13.00", "13.00"]]
    head = [["General Ledger Summary"], TRIAL[1], ["For the month ended 31 May 2027"], ["Account", "Debit", "Credit"]]
    with pytest.raises(BothSides, match='Line 5: "Stock" has a debit and a credit'):
        land(write_csv([*head, *moved]))


def test_a_trial_balance_says_if_no_line_states_its_day() -> None:
    rows = [["Account", "Debit", "Credit"], ["Stock", "9.00", ""], ["Bank", "0.00", "9.00"], ["Total", "9.00", "9.00"]]
    assert state(write_csv(rows), "Dates") == "not proven"
    with pytest.raises(StopIteration):
        state(write_csv([*TRIAL, *rows]), "Dates")


def test_the_home_amount_goes_before_that_of_the_transaction() -> None:
    head = [["Teal Harbour Supplies Pty Ltd"], ["Transaction Detail by Account"], ["May 2027"]]
    columns = ["Date", "Transaction Type", "Num", "Account", "Amount", "Home amount"]
    entries = [
        ["05/31/2027", "Bill", "B-1", name, "60.00", "100.00"] for name in ("Stock on Hand", "Accounts Payable (A/P)")
    ]
    landed = land(write_csv([*head, columns, *entries])).tables["ledger_entries"]
    assert [str(amount) for amount in landed["debit"].to_pylist()] == ["100.0000", "0.0000"]
    with pytest.raises(Refused):
        land(write_csv([*head, [*columns[:4], "Paid", "Received"], *entries]))
