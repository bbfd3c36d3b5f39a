"""Peculiarities of ledger files: headings, sides, formulas and unusual account names."""

import io
from decimal import Decimal

import pytest
import xlsxwriter

from tests.loaders.ledger.golden import card, text
from tests.loaders.ledger.reports import (
    COLUMNS,
    HEAD,
    balances,
    entries,
    make_folder,
    move,
    quickbooks,
    state,
    total,
    xero,
)


def test_accounts_that_sound_like_totals_are_accounts() -> None:
    content = xero(
        ["Total Tools"], ["01 May 2027", "Spend Money", "", "", "5.00", "0.00", "5.00"],
        ["Total Total Tools", "", "", "", "5.00", "0.00", "5.00"],
        ["Opening Stock"], ["02 May 2027", "Manual Journal", "", "#1", "0.00", "3.00", "3.00"],
        ["Total Opening Stock", "", "", "", "0.00", "3.00", "3.00"],
        ["Opening Balance Equity"], ["Opening Balance", "", "", "", "0.00", "9.00", "9.00"],
        ["Total Opening Balance Equity", "", "", "", "-", "-", "9.00"],
        ["Closing Balance", "", "", "", "0.00", "9.00", "9.00"],
    )  # fmt: skip
    assert balances(content) == {
        "Total Tools": (None, 5, 0, None),
        "Opening Stock": (None, 0, 3, None),
        "Opening Balance Equity": (-9, 0, 0, -9),
    }


@pytest.mark.parametrize("cached", ["", 0])
def test_unevaluated_formulas_state_no_totals(cached: str | int) -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Account Transactions")
        for number, row in enumerate(
            [*HEAD, COLUMNS, ["Stock"], ["01 May 2027", "Spend Money", "", "PO-1", 5.25, 0, 5.25]]
        ):
            sheet.write_row(number, 0, row)
        sheet.write_row(7, 0, ["Total Stock"])
        for place, letter in ((4, "E"), (5, "F")):
            sheet.write_formula(7, place, f"=SUM({letter}7:{letter}7)", value=cached)
    assert balances(target.getvalue()) == {"Stock": (None, Decimal("5.25"), 0, None)}
    assert state(target.getvalue(), "Totals") == "not proven"


def test_a_formula_as_text_states_no_total() -> None:
    content = xero(
        ["Stock"],
        ["01 May 2027", "Spend Money", "", "", "5.25", "0.00", ""],
        ["Total Stock", "", "", "", "=SUM(E7)", "0.00"]
    )  # fmt: skip
    assert balances(content) == {"Stock": (None, Decimal("5.25"), 0, None)}


def test_sub_accounts_nest_and_a_parent_has_entries_of_its_own() -> None:
    content = quickbooks(
        ["Stock on Hand"], move("05/13/2027", "Bill", "10.00", "10.00"), total("Stock on Hand", "$10.00"),
        ["Raw"], move("05/14/2027", "Bill", "3.00", "3.00"), total("Raw", "$3.00"),
        ["Made"], ["Deep"], move("05/15/2027", "Bill", "-1.00", "-1.00"), total("Deep", "-$1.00"),
        total("Made with sub-accounts", "-$1.00"),
        total("Stock on Hand with sub-accounts", "$12.00"),
        ["Cost of Goods Sold"],
        move("05/20/2027", "Journal Entry", "4.00", "4.00"),
        total("Cost of Goods Sold", "$4.00"),
    )  # fmt: skip
    roles = (
        ("inventory", "", "Stock on Hand"),
        ("inventory", "", "Raw"),
        ("inventory", "", "Deep"),
        ("cogs", "", "Cost of Goods Sold"),
    )
    found = balances(content, make_folder(roles))
    assert list(found) == ["Stock on Hand", "Stock on Hand:Raw", "Stock on Hand:Made:Deep", "Cost of Goods Sold"]
    assert found["Stock on Hand:Made:Deep"] == (None, 0, 1, None)
    assert set(entries(content, make_folder(roles))["account_name"].to_pylist()) == {
        "Stock on Hand",
        "Raw",
        "Deep",
        "Cost of Goods Sold",
    }


def test_groups_other_than_accounts_leave_the_account_to_its_column() -> None:
    columns = ["Date", "Account", "Source", "Debit", "Credit"]
    content = xero(
        ["Bright Kilns"],
        ["01 May 2027", "Stock", "Payable Invoice", "5.00", ""],
        ["02 May 2027", "Creditors", "Payable Invoice", "", "5.00"],
        ["Total Bright Kilns", "", "", "5.00", "5.00"],
        ["Salt Studio"],
        ["02 May 2027", "Stock", "Payable Invoice", "1.00", ""],
        ["Total Salt Studio", "", "", "1.00", "0.00"],
        columns=columns,
    )  # fmt: skip
    assert balances(content) == {"Stock": (None, 6, 0, None), "Creditors": (None, 0, 5, None)}


def test_two_accounts_of_one_name_are_distinguished_by_code() -> None:
    columns = ["Date", "Account Code", "Account", "Source", "Debit", "Credit"]
    content = xero(
        ["01 May 2027", "090", "Rounding", "Manual Journal", "5.00", ""],
        ["02 May 2027", "860", "Rounding", "Manual Journal", "", "5.00"],
        ["02 May 2027", "", "Bank", "Spend Money", "1.00", ""],
        columns=columns,
    )  # fmt: skip
    assert list(balances(content)) == ["090 - Rounding", "860 - Rounding", "Bank"]
    assert entries(content)["account_code"].to_pylist() == ["090", "860", None]


@pytest.mark.parametrize(
    ("heading", "code", "name"),
    [
        ("630 - Inventory Asset", "630", "Inventory Asset"),
        ("630 Inventory Asset", "630", "Inventory Asset"),
        ("1-1320 Inventory", "1-1320", "Inventory"),
        ("924/001 - Loans", "924/001", "Loans"),
        ("Inventory Asset (090)", "090", "Inventory Asset"),
        ("3 Month Deposit", None, "3 Month Deposit"),
        ("Accounts Payable (A/P)", None, "Accounts Payable (A/P)"),
        ("DIISR - Small Business Services", None, "DIISR - Small Business Services"),
    ],
)
def test_headings_hold_codes(heading: str, code: str | None, name: str) -> None:
    content = xero(
        [heading],
        ["01 May 2027", "Spend Money", "", "", "5.00", "", ""],
        [f"Total {heading}", "", "", "", "5.00", "", ""]
    )  # fmt: skip
    (row,) = entries(content).select(["account", "account_code", "account_name"]).to_pylist()
    assert row == {"account": heading, "account_code": code, "account_name": name}


def test_a_month_without_entries_still_states_its_balances() -> None:
    content = xero(
        ["Stock"],
        ["Opening Balance", "", "", "", "7.00", "0.00", "7.00"],
        ["Total Stock", "", "", "", "0.00", "0.00", "7.00"],
        ["Closing Balance", "", "", "", "7.00", "0.00", "7.00"],
    )  # fmt: skip
    assert balances(content) == {"Stock": (7, 0, 0, 7)}
    assert entries(content).num_rows == 0


def test_a_part_of_a_month_is_remarked() -> None:
    content = text("quickbooks/transaction_detail.csv").replace("May 1 - 31, 2027", "May 1 - 23, 2027")
    assert state(content, "Whole month") == "not proven"
    assert "Whole month" not in {check.label for check in card(text("quickbooks/transaction_detail.csv")).checks}


def test_amounts_without_cents_are_remarked() -> None:
    moves = [["01 May 2027", "Spend Money", "", "", f"{number}", "", ""] for number in range(1, 31)]
    content = xero(["Stock"], *moves, ["Total Stock", "", "", "", "465", "0", ""])
    assert state(content, "Cents") == "not proven"
