"""Peculiarities of ledger files: headings, sides, formulas and odd names of accounts."""

import io
from decimal import Decimal

import pyarrow as pa
import pytest
import xlsxwriter

from close.store.warehouse import Settings
from loaders.intake.exports import Folder
from loaders.intake.organisation import Organisation
from tests.loaders.exports import write_csv
from tests.loaders.ledger.golden import FOLDER, card, land, text

HEAD = [["Account Transactions"], ["Teal Harbour Supplies Pty Ltd"], ["For the month ended 31 May 2027"], [""]]
COLUMNS = ["Date", "Source", "Description", "Reference", "Debit", "Credit", "Running Balance"]
QBO_HEAD = [["Teal Harbour Supplies Pty Ltd"], ["General Ledger"], ["May 2027"], [""]]
QBO_COLUMNS = ["", "Date", "Transaction Type", "Num", "Name", "Memo/Description", "Split", "Amount", "Balance"]


def xero(*rows: list[str], columns: list[str] = COLUMNS) -> bytes:
    return write_csv([[*row, *[""] * (len(columns) - len(row))] for row in [*HEAD, columns, *rows]])


def quickbooks(*rows: list[str], columns: list[str] = QBO_COLUMNS) -> bytes:
    return write_csv([[*row, *[""] * (len(columns) - len(row))] for row in [*QBO_HEAD, columns, *rows]])


def move(day: str, kind: str, amount: str, balance: str, num: str = "") -> list[str]:
    return ["", day, kind, num, "", "", "-Split-", amount, balance]


def total(name: str, amount: str) -> list[str]:
    return [f"Total for {name}", *[""] * 6, amount, ""]


def balances(content: bytes | str, folder: Folder = FOLDER) -> dict[str, tuple[object, ...]]:
    table = land(content, folder).tables["ledger_balances"]
    columns = ("opening", "debits", "credits", "closing")
    return {row["account"]: tuple(row[name] for name in columns) for row in table.to_pylist()}


def entries(content: bytes | str, folder: Folder = FOLDER) -> pa.Table:
    return land(content, folder).tables["ledger_entries"]


def state(content: bytes | str, label: str) -> str:
    return next(check.state for check in card(content).checks if check.label == label)


def test_running_balances_of_either_sign_make_the_same_balances() -> None:
    """Account Transactions show payables as positive, General Ledger Detail as negative."""
    natural, debits = balances(text("xero/transactions.csv")), balances(text("xero/ledger_detail.csv"))
    assert natural["Accounts Payable"] == debits["800 - Accounts Payable"]
    assert natural["Accounts Payable"][0] == -5000


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


def test_negative_debits_are_credits() -> None:
    content = xero(
        ["Stock"], ["01 May 2027", "Manual Journal", "", "", "(5.00)", "", ""],
        ["02 May 2027", "Manual Journal", "", "", "", "-2.50", ""], ["Total Stock", "", "", "", "(5.00)", "(2.50)", ""],
    )  # fmt: skip
    assert entries(content).select(["debit", "credit"]).to_pylist() == [
        {"debit": Decimal("0.0000"), "credit": Decimal("5.0000")},
        {"debit": Decimal("2.5000"), "credit": Decimal("0.0000")},
    ]


@pytest.mark.parametrize("cached", ["", 0])
def test_totals_that_are_formulas_nobody_evaluated_state_nothing(cached: str | int) -> None:
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


def test_formula_as_text_states_nothing() -> None:
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
    found = balances(content, _folder(roles))
    assert list(found) == ["Stock on Hand", "Stock on Hand:Raw", "Stock on Hand:Made:Deep", "Cost of Goods Sold"]
    assert found["Stock on Hand:Made:Deep"] == (None, 0, 1, None)
    assert set(entries(content, _folder(roles))["account_name"].to_pylist()) == {
        "Stock on Hand",
        "Raw",
        "Deep",
        "Cost of Goods Sold",
    }


def _folder(roles: tuple[tuple[str, str, str], ...]) -> Folder:
    settings = Settings(name="Teal Harbour Supplies Pty Ltd", date_order="month-first", accounts=roles)
    return Folder(Organisation(settings, "2027-05", {}))


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
    found = balances(content, _folder((("revenue", "", "Income"),)))
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


def test_an_account_without_entries_lands_without_an_opening_that_nothing_signs() -> None:
    content = quickbooks(
        ["Loan"], ["", "Beginning Balance", *[""] * 6, "400.00"], total("Loan", "$0.00"),
        ["Stock on Hand"], move("05/13/2027", "Bill", "6.00", "6.00"), total("Stock on Hand", "$6.00"),
    )  # fmt: skip
    assert balances(content)["Loan"] == (None, 0, 0, None)
    assert state(content, "Opening balances") == "not proven"


def test_groups_that_are_no_accounts_leave_the_account_to_its_column() -> None:
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


def test_two_accounts_of_one_name_are_told_by_code() -> None:
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


def test_debits_need_equal_credits_only_where_all_accounts_are_there() -> None:
    assert state(text("xero/transactions.csv"), "Debits = credits") == "not proven"
    assert state(text("quickbooks/general_ledger.csv"), "Debits = credits") == "passed"


def test_a_month_without_entries_still_states_its_balances() -> None:
    content = xero(
        ["Stock"],
        ["Opening Balance", "", "", "", "7.00", "0.00", "7.00"],
        ["Total Stock", "", "", "", "0.00", "0.00", "7.00"],
        ["Closing Balance", "", "", "", "7.00", "0.00", "7.00"],
    )  # fmt: skip
    assert balances(content) == {"Stock": (7, 0, 0, 7)}
    assert entries(content).num_rows == 0


def test_a_part_of_a_month_is_said() -> None:
    content = text("quickbooks/transaction_detail.csv").replace("May 1 - 31, 2027", "May 1 - 23, 2027")
    assert state(content, "Whole month") == "not proven"
    assert "Whole month" not in {check.label for check in card(text("quickbooks/transaction_detail.csv")).checks}


def test_amounts_without_cents_are_said() -> None:
    moves = [["01 May 2027", "Spend Money", "", "", f"{number}", "", ""] for number in range(1, 31)]
    content = xero(["Stock"], *moves, ["Total Stock", "", "", "", "465", "0", ""])
    assert state(content, "Cents") == "not proven"
