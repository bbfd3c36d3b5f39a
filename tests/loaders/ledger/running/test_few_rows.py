"""Accounts of two or three rows, which prove neither that a file is complete nor which amounts are debits."""

import pytest

from loaders.ledger.layouts.proving.sign_proof import NegativeCredits
from tests.loaders.exports import write_csv
from tests.loaders.ledger.golden import card
from tests.loaders.ledger.reports import make_folder, move, quickbooks, state, total

BOOKS = make_folder((("inventory", "630", "Stock on Hand"), ("payable", "800", "Creditors")))
HEADERS = ["Date", "Account", "Reference", "Debit", "Credit"]
BILLS = [move("05/13/2027", "Bill", "5.00", "105.00"), move("05/14/2027", "Bill", "6.00", "111.00")]
FOOTER = ["Accrual Basis Monday, 06 April 2027 09:12 GMT+01:00"]
BARE = ["Total for Creditors"]


def flat(*amounts: tuple[str, str]) -> bytes:
    rows = [[f"05/{13 + n}/2027", "Stock on Hand", f"R-{n}", *both] for n, both in enumerate(amounts)]
    return write_csv([HEADERS, *rows])


def test_balances_that_follow_from_no_opening_balance_show_no_missing_row_at_either_end() -> None:
    report = quickbooks(["Creditors"], *BILLS, BARE)
    assert state(report, "Balances", BOOKS) == "not proven"
    opening = ["", "Beginning Balance", *[""] * 6, "100.00"]
    assert state(quickbooks(["Creditors"], opening, *BILLS, BARE), "Balances", BOOKS) == "passed"
    assert state(quickbooks(["Creditors"], *BILLS, total("Creditors", "11.00")), "Balances", BOOKS) == "passed"


def test_a_footer_alone_shows_only_that_the_end_is_there() -> None:
    assert state(quickbooks(["Creditors"], *BILLS, BARE, FOOTER), "Complete", BOOKS) == "not proven"
    assert state(quickbooks(["Creditors"], *BILLS, total("Creditors", "11.00"), FOOTER), "Complete", BOOKS) == "passed"


def test_one_account_with_equal_sides_does_not_show_that_no_account_is_missing() -> None:
    assert state(flat(("5.00", ""), ("", "5.00")), "Debits = credits", BOOKS) == "not proven"
    both = write_csv([HEADERS, ["05/13/2027", "Stock", "a", "5.00", ""], ["05/13/2027", "Sales", "a", "", "5.00"]])
    assert state(both, "Debits = credits", BOOKS) == "passed"


def test_few_negative_credits_are_pointed_out_and_more_are_refused() -> None:
    assert state(flat(("5.00", ""), ("", "-7.00")), "Signs", BOOKS) == "not proven"
    assert "Signs" not in {check.label for check in card(flat(("5.00", ""), ("", "7.00")), BOOKS).checks}
    with pytest.raises(NegativeCredits):
        card(flat(("", "-5.00"), ("", "-6.00"), ("", "-7.00")), BOOKS)


def test_few_entries_of_an_account_without_a_role_do_not_prove_its_side() -> None:
    paid = [move("05/13/2027", "Bill", "5.00", "5.00"), move("05/14/2027", "Bill Payment", "-5.00", "0.00")]
    assert state(quickbooks(["Clearing"], *paid, total("Clearing", "0.00")), "Signs", BOOKS) == "not proven"
