"""The sides of amounts and balances: debits or credits."""

from decimal import Decimal

from tests.loaders.ledger.golden import text
from tests.loaders.ledger.reports import balances, entries, make_folder, move, quickbooks, state, total, xero


def test_running_balances_of_either_sign_make_the_same_balances() -> None:
    """Account Transactions show payables as positive, General Ledger Detail as negative."""
    natural, debits = balances(text("xero/transactions.csv")), balances(text("xero/ledger_detail.csv"))
    assert natural["Accounts Payable"] == debits["800 - Accounts Payable"]
    assert natural["Accounts Payable"][0] == -5000


def test_negative_debits_are_credits() -> None:
    content = xero(
        ["Stock"], ["01 May 2027", "Manual Journal", "", "", "(5.00)", "", ""],
        ["02 May 2027", "Manual Journal", "", "", "", "-2.50", ""], ["Total Stock", "", "", "", "(5.00)", "(2.50)", ""],
    )  # fmt: skip
    assert entries(content).select(["debit", "credit"]).to_pylist() == [
        {"debit": Decimal("0.0000"), "credit": Decimal("5.0000")},
        {"debit": Decimal("2.5000"), "credit": Decimal("0.0000")},
    ]


def test_a_side_follows_from_the_other_side_of_its_transactions() -> None:
    content = quickbooks(
        ["Accounts Receivable (A/R)"],
        move("05/13/2027", "Invoice", "11.00", "11.00", "7"),
        total("Accounts Receivable (A/R)", "$11.00"),
        ["Tax to Pay"],
        ["", "Beginning Balance", *[""] * 6, "4.00"],
        move("05/13/2027", "Invoice", "1.00", "5.00", "7"),
        total("Tax to Pay", "$1.00"),
        ["Income"], move("05/13/2027", "Invoice", "10.00", "10.00", "7"), total("Income", "$10.00"),
    )  # fmt: skip
    found = balances(content, make_folder((("revenue", "", "Income"),)))
    assert found["Tax to Pay"] == (-4, 0, 1, -5)
    assert found["Income"] == (None, 0, 10, None)
    assert "passed" in state(content.replace(b"Income", b"Homewares Sales"), "Debits = credits")


def test_bills_and_expenses_meet_in_costs_only() -> None:
    content = quickbooks(
        ["Cartons"],
        move("05/13/2027", "Bill", "6.00", "6.00"),
        move("05/14/2027", "Expense", "5.00", "11.00"),
        total("Cartons", "$11.00")
    )  # fmt: skip
    assert balances(content)["Cartons"] == (None, 11, 0, None)


def test_an_opening_of_unknown_side_is_left_out() -> None:
    content = quickbooks(
        ["Loan"], ["", "Beginning Balance", *[""] * 6, "400.00"], total("Loan", "$0.00"),
        ["Stock on Hand"], move("05/13/2027", "Bill", "6.00", "6.00"), total("Stock on Hand", "$6.00"),
    )  # fmt: skip
    assert balances(content)["Loan"] == (None, 0, 0, None)
    assert state(content, "Opening balances") == "not proven"


def test_debits_need_equal_credits_only_where_all_accounts_are_there() -> None:
    assert state(text("xero/transactions.csv"), "Debits = credits") == "not proven"
    assert state(text("quickbooks/general_ledger.csv"), "Debits = credits") == "passed"
