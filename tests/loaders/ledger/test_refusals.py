"""Broken copies of ledger files: each refusal states the error, where it is, and what to do."""

import pytest

from close.errors import Refused
from close.store.warehouse import Settings
from loaders.intake.exports import Folder
from loaders.intake.organisation import Organisation
from loaders.layouts.faults import BadCells
from loaders.layouts.grids import SecondHeader
from loaders.layouts.recognition import Unrecognised
from loaders.layouts.stated_organisation import OtherOrganisation
from loaders.layouts.totals import CutOff, TotalsDiffer
from loaders.ledger.layouts.account_names import AccountTwice, NoAccount
from loaders.ledger.layouts.outline.lines import DesktopAmounts, UnknownRow
from loaders.ledger.layouts.proofs import Unbalanced
from loaders.ledger.layouts.proving.heading_proof import OtherAccount
from loaders.ledger.layouts.report_scope import CashBasis, DayOutside, SeveralMonths
from loaders.ledger.layouts.sides import SideUnknown
from tests.loaders.ledger.golden import FOLDER, land, text

XERO, DETAIL, FLAT = (text(f"xero/{name}.csv") for name in ("transactions", "ledger_detail", "columns"))
QBO, SIDES = text("quickbooks/general_ledger.csv"), text("quickbooks_sides/general_ledger.csv")
REPORT, CLASSIC = text("journals/report.csv"), text("journal_entries/classic.csv")
BALANCES, MYOB, SHEET = text("balances/trial_balance.csv"), text("myob/general_ledger.csv"), text("sheet/plain.csv")
INVOICES, DOCUMENTS = text("invoices/lines.csv"), text("invoices/documents.csv")
UNDATED, BUSINESS = text("journals_undated/report.csv"), text("myob/business.csv")
DESKTOP = text("quickbooks_sides/desktop.csv")
TXNS, MODERN = text("quickbooks/transaction_detail.csv"), text("journal_entries/modern.csv")


def refuse(kind: type[Refused], content: str, folder: Folder = FOLDER) -> str:
    with pytest.raises(kind) as caught:
        land(content, folder)
    assert type(caught.value) is kind
    return str(caught.value)


def change(content: str, old: str, new: str) -> str:
    assert old in content
    return content.replace(old, new, 1)


@pytest.mark.parametrize(
    ("content", "old", "new", "message"),
    [
        (XERO, "PO-310,88.10", "PO-310,88.11", "Line 15, Total Stock on Hand, Debit: the file states"),
        (XERO, "165.00,0.00,", "165.01,0.00,", "Line 38, Total Accounts Receivable, Debit"),
        (DETAIL, "45.00,11 May", "45.10,11 May", "Line 15, Total 630 - Stock on Hand, Credit"),
        (FLAT, "-,45.00", "-,45.10", "Line 28, Total, Credit (AUD): the file states a total of 24,966.69"),
        (QBO, '"1,250.40","13,750.40"', '"1,250.50","13,750.40"', "Line 21, Total for Stock on Hand, Amount"),
        (SIDES, '"1,250.40",,"13,750.40"', '"1,250.50",,"13,750.40"', "Line 21, Total for Stock on Hand, Debit"),
        (REPORT, '"6,100.75",-,2 Jun', '"6,100.85",-,2 Jun', "Line 9, Total, Debit"),
        (CLASSIC, '"2,640.00",', '"2,641.00",', "Line 9, total, Debit: the file states a total of 2,640.00"),
        (TXNS, '"1,250.40","1,250.40"', '"1,250.41","1,250.40"', "Line 9, Total for Stock on Hand, Amount"),
        (MODERN, ',"2,640.00",', ',"2,641.00",', "Line 10, Total for 1841, Debit: the file states a total of 2,640.00"),
        (MYOB, 'Bright Kilns,"$1,250.40"', 'Bright Kilns,"$1,250.41"', "Line 10, Total:, Debit"),
        (SHEET, "Kilns,\"1,250.40\"", "Kilns,\"1,250.41\"", "Line 7, Total, Dr: the file states a total of 7,351.15"),
        (UNDATED, '"6,100.75",-', '"6,100.85",-', "Line 9, Total, Debit"),
        (BUSINESS, 'Kilns,"1,250.40"', 'Kilns,"1,250.41"', "Line 10, total, Debit: the file states"),
        (DESKTOP, ',"1,250.40",,"13', ',"1,250.41",,"13', "Line 10, Total 12100 · Stock on Hand, Debit"),
        (BALANCES, "7,492.50", "7,492.60", "Line 14, Debit - Year to date: the file states a total of 32,098.25"),
    ],
)  # fmt: skip
def test_totals_are_those_of_the_entries(content: str, old: str, new: str, message: str) -> None:
    assert message in refuse(TotalsDiffer, change(content, old, new))


def test_closing_is_opening_and_movement() -> None:
    message = refuse(TotalsDiffer, change(XERO, 'Opening Balance,,,,"12,500.00"', 'Opening Balance,,,,"12,400.00"'))
    assert message.startswith(
        "Line 16, Closing Balance of Stock on Hand: the file states a total of 7,492.75, "
        "but its rows add up to 7,392.75"
    )
    moved = change(DETAIL, 'Net movement,,"5,007.25"', 'Net movement,,"5,007.00"')
    assert "Line 16, Net movement of 630 - Stock on Hand" in refuse(TotalsDiffer, moved)
    opened = change(QBO, 'Beginning Balance,,,,,,,,"12,500.00"', 'Beginning Balance,,,,,,,,"12,400.00"')
    assert "Line 20, balance of Stock on Hand: the file states a total of 7,449.65" in refuse(TotalsDiffer, opened)


def test_a_lost_total_is_a_cut() -> None:
    lines = [line for line in XERO.splitlines(keepends=True) if not line.startswith("Total Cost")]
    assert '"Cost of Goods Sold" (line 21) has no total' in refuse(CutOff, "".join(lines))
    assert "is a heading without rows" in refuse(CutOff, XERO.rsplit("Total,", 1)[0] + "Freight,,,,,,,,\r\n")
    assert "there are no rows under its headers" in refuse(CutOff, XERO.split("Stock on Hand")[0])
    assert "there is no account under its headers" in refuse(CutOff, BALANCES.split("090")[0])


@pytest.mark.parametrize("content", [XERO, QBO, REPORT, MYOB, SHEET, BALANCES])
def test_file_pasted_twice_is_refused(content: str) -> None:
    assert "repeats the headers" in refuse(SecondHeader, content + content)


def test_a_repeated_account_is_refused() -> None:
    body = XERO[XERO.index("Cost of Goods Sold,,") : XERO.index("Sales,,")]
    assert refuse(AccountTwice, change(XERO, "Sales,,,", body + "Sales,,,")).startswith(
        'Lines 21 and 26 are both headings for the account "Cost of Goods Sold". If the export was pasted twice, '
    )


@pytest.mark.parametrize(
    "line",
    [
        "For the 3 months ended 31 May 2027",
        "For the period 1 April 2027 to 31 May 2027",
        "For the year ended 31 May 2027",
        "April-May 2027",
        "January 1-May 2 2027",
    ],
)
def test_several_months_are_refused(line: str) -> None:
    message = refuse(SeveralMonths, change(XERO, "For the period 1 May 2027 to 31 May 2027", line))
    assert f'This report covers several months ("{line}' in message
    assert "Run the report for one month at a time" in message


def test_entries_of_several_months_without_a_period_line_are_refused() -> None:
    bare = XERO.replace("For the period 1 May 2027 to 31 May 2027", "All Dates")
    message = refuse(SeveralMonths, change(bare, "03 May 2027", "03 April 2027"))
    assert message.startswith("The entries run from 3 April 2027 to 31 May 2027")


def test_day_that_the_report_does_not_cover_is_refused() -> None:
    message = refuse(DayOutside, change(XERO, "03 May 2027", "05 March 2027"))
    assert message.startswith("Line 8 is dated 5 March 2027, but the report covers 1 May 2027 to 31 May 2027.")


@pytest.mark.parametrize(
    ("content", "old", "new"),
    [
        (XERO, "For the period", "Cash Basis,,,,,,,,\r\nFor the period"),
        (QBO, "Accrual Basis", "Cash Basis"),
        (DETAIL, "Accrual Basis", "Basis: Cash"),
    ],
)
def test_cash_basis_is_refused(content: str, old: str, new: str) -> None:
    message = refuse(CashBasis, change(content, old, new))
    assert "This report is on a cash basis" in message
    assert "Run it again on an accrual basis" in message


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("03 May 2027", "31 Smarch 2027", 'Line 8 ("31 Smarch 2027") has no date under "Date"'),
        ("07 May 2027", "", 'Line 9 ("Manual Journal") has no date under "Date"'),
        ("Total Stock on Hand,", "Sum of stock,", 'Line 15 ("Sum of stock") has no date'),
        ("Total Stock on Hand,", "Total Stock on Hold,", 'Line 15 ("Total Stock on Hold") has no date'),
    ],
)
def test_a_row_of_unknown_kind_is_refused(old: str, new: str, message: str) -> None:
    assert message in refuse(UnknownRow, change(XERO, old, new))


def test_cells_without_meaning_are_named() -> None:
    assert 'Line 8, Debit: "#REF!" is not an amount.' in refuse(BadCells, change(XERO, '"1,250.40",0.00', "#REF!,0.00"))
    assert 'Line 2, Status: "Lost" is not the status' in refuse(BadCells, change(INVOICES, "Awaiting Payment", "Lost"))
    assert 'Line 5, Total: "12.0x" is not an amount.' in refuse(BadCells, change(DOCUMENTS, "12.0000,0", "12.0x,0"))
    assert 'Line 2, Type: "Gift" is not a type' in refuse(BadCells, change(INVOICES, "Sales invoice", "Gift"))


def test_entry_without_an_account_is_refused() -> None:
    content = XERO.replace("Stock on Hand,,,,,,,,\r\n", "", 1)
    content = "".join(line for line in content.splitlines(keepends=True) if "Stock on Hand" not in line)
    bare = "".join(line for line in content.splitlines(keepends=True) if not line.startswith(("Opening", "Closing")))
    assert refuse(NoAccount, bare).startswith("Line 6: the account of this entry is not stated.")


def test_one_amount_of_unknown_side_is_refused() -> None:
    lines = QBO.splitlines(keepends=True)
    start = next(number for number, line in enumerate(lines) if line.startswith("Office Costs"))
    content = "".join([*lines[:5], *lines[start : start + 3], *lines[-1:]])
    message = refuse(SideUnknown, content)
    assert 'It does not show which applies to "Office Costs" (line 6).' in message
    assert "tick Debit and Credit, and export it again" in message


def test_journals_and_trial_balances_balance() -> None:
    unequal = REPORT.replace('"6,100.75",-,2 Jun', '"6,100.85",-,2 Jun').replace(
        'Total,,,,"6,100.75"', 'Total,,,,"6,100.85"'
    )
    message = refuse(Unbalanced, unequal)
    assert message.startswith('Journal "ID 655 COGS May 2027" (line 6): debits are 6,100.85 and credits 6,100.75')
    lost = "".join(line for line in BALANCES.splitlines(keepends=True) if not line.startswith(("960", "Total")))
    assert refuse(Unbalanced, lost).startswith("The trial balance: debits are 32,098.25 and credits 28,405.44")


def test_amounts_of_quickbooks_desktop_are_refused() -> None:
    message = refuse(DesktopAmounts, DESKTOP.replace("Debit,Credit", "Amount,Foreign amount"))
    assert message.startswith('Line 6 states a balance next to "12000 · Inventory", as QuickBooks Desktop does')
    assert "tick Debit and Credit" in message


@pytest.mark.parametrize("title", ["Account Transactions", "GST Transactions"])
def test_ledger_of_another_organisation_is_refused(title: str) -> None:
    other = Folder(Organisation(Settings(name="Kelp & Sons", date_order="day-first"), "2027-05", {}))
    message = refuse(OtherOrganisation, change(XERO, "Account Transactions", title), other)
    assert message.startswith(
        'This file is for "Teal Harbour Supplies Pty Ltd", but the selected organisation is "Kelp & Sons".'
    )


def test_an_import_template_is_not_a_list() -> None:
    template = "*ContactName,EmailAddress,*InvoiceNumber,*InvoiceDate,*DueDate,Total,*Quantity,*UnitAmount\nA,,1,,,,,\n"
    assert 'Line 1 is closest to "Invoices and bills"' in refuse(Unrecognised, template)
    assert '"Type", "Status"' in refuse(Unrecognised, template)


def headed(column: str, *texts: str) -> str:
    row = "0{}/05/2027,Payable Invoice,{},PO-1,{},0.00,{}"
    first, second = row.format(4, texts[0], "5.00", "105.00"), row.format(5, texts[1], "5.00", "110.00")
    head = f"Date,Source,{column},Reference,Debit,Credit,Running Balance"
    stock = ["Stock,,,,,,", "Opening Balance,,,,100.00,0.00,100.00", first, second, "Total Stock,,,,10.00,0.00,110.00"]
    costs = ["Costs,,,,,,", row.format(6, texts[2], "3.00", "3.00"), "Total Costs,,,,3.00,0.00,3.00"]
    return "\n".join(["Account Transactions,,,,,,", head, *stock, *costs, ""])


@pytest.mark.parametrize("column", ["Account", "Account Code"])
@pytest.mark.parametrize("texts", [("checked", "ask Jo", "checked"), ("checked", "checked", "checked")])
def test_a_column_of_comments_is_not_the_account(column: str, texts: tuple[str, ...]) -> None:
    message = refuse(OtherAccount, headed(column, *texts))
    assert message.startswith(f'Line 5: {column} is "checked", but the heading above this row is the account "Stock".')
    tables = land(headed(column, "Stock", "Stock", "Costs")).tables
    assert tables["ledger_balances"]["account"].to_pylist() == ["Stock", "Costs"]
