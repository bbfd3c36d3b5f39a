"""Workbooks with one ledger account on each sheet land as one ledger, and lists of one account with their account."""

import io
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter

from close.errors import Refused
from close.store.warehouse import Settings
from loaders.intake.exports import Folder
from loaders.intake.organisation import Organisation
from loaders.intake.original_lines import read_original_line
from loaders.layouts.faults import BadCells
from loaders.layouts.recognition import SeveralReports
from loaders.layouts.totals import TotalsDiffer
from loaders.ledger.layouts.account_names import NoAccount
from loaders.ledger.layouts.outline.lines import UnknownRow
from loaders.ledger.layouts.single.account_sheets import SheetsDiffer, UnnamedSheet
from tests.loaders.ledger.golden import card, land

COLUMNS: Any = ["Date", "Source", "Description", "Reference", "Debit", "Credit", "Running Balance"]
TOP: Any = [["Account Transactions"], ["Osprey Lane Tea Ltd"], ["For the month ended 31 May 2027"]]
STOCK: Any = [
    ["Opening Balance", None, None, None, 500, 0, 500],
    ["03 May 2027", "Payable Invoice", "Bright Kilns", "PO-1", 70.5, 0, 570.5],
    ["31 May 2027", "Manual Journal", "COGS", "#4", 0, 20.25, 550.25],
    ["Total", None, None, None, 70.5, 20.25, 550.25],
    ["Closing Balance", None, None, None, 550.25, 0, 550.25],
]
COGS: Any = [
    ["31 May 2027", "Manual Journal", "COGS", "#4", 20.25, 0, 20.25],
    ["Total", None, None, None, 20.25, 0, 20.25],
]
CREDITORS: Any = [
    ["03 May 2027", "Payable Invoice", "Bright Kilns", "PO-1", 0, 70.5, 70.5],
    ["Total", None, None, None, 0, 70.5, 70.5],
]
BOOK = {"630 - Stock": STOCK, "310 - COGS": COGS, "800 - Accounts Payable": CREDITORS}
OSPREY = Settings(name="Osprey Lane Tea Ltd", date_order="day-first", accounts=(("inventory", "630", "Stock"),))
FOLDER = Folder(Organisation(OSPREY, "2027-05", {}))
Rows = Any


def write(sheets: Any, hidden: str = "") -> bytes:
    """Write sheets as they are."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            if name == hidden:
                sheet.hide()
    return target.getvalue()


def report(rows: list, *added: list, columns: list = COLUMNS) -> Rows:
    return [*TOP, *added, [], columns, *rows]


def book(**changed: Rows) -> bytes:
    return write({name: changed.get(name[:3], report(rows)) for name, rows in BOOK.items()})


def balances(content: bytes | str) -> dict[str, tuple[object, ...]]:
    rows = land(content, FOLDER).tables["ledger_balances"].to_pylist()
    return {r["account"]: (r["account_code"], r["opening"], r["debits"], r["credits"], r["closing"]) for r in rows}


def refuse(kind: type[Refused], content: bytes | str) -> str:
    with pytest.raises(kind) as caught:
        land(content, FOLDER)
    return str(caught.value)


def test_a_sheet_for_each_account_lands_as_one_ledger() -> None:
    assert balances(book()) == {
        "630 - Stock": ("630", 500, Decimal("70.5"), Decimal("20.25"), Decimal("550.25")),
        "310 - COGS": ("310", None, Decimal("20.25"), 0, None),
        "800 - Accounts Payable": ("800", None, 0, Decimal("70.5"), None),
    }
    states = {check.label: check.state for check in card(book(), FOLDER).checks}
    assert [states[label] for label in ("Totals", "Debits = credits", "Sheets")] == ["passed"] * 3


def test_each_entry_is_found_on_its_sheet() -> None:
    content = book()
    entries = land(content, FOLDER).tables["ledger_entries"].to_pylist()
    shown = [read_original_line(content, entry["_line"]) for entry in entries]
    assert [line.number for line in shown] == [7, 8, 6, 6]
    assert [line.sheet for line in shown] == ["630 - Stock", "630 - Stock", "310 - COGS", "800 - Accounts Payable"]
    assert [line.rows[0][3] for line in shown] == [entry["reference"] for entry in entries]


def test_errors_name_the_sheet_and_its_line() -> None:
    wrong = report([COGS[0], ["Total", None, None, None, 21.25, 0, 21.25]])
    assert 'Sheet "310 - COGS", line 7, Total, Debit' in refuse(TotalsDiffer, book(**{"310": wrong}))


def test_accounts_above_the_headers_go_before_the_names_of_sheets() -> None:
    stated = ["Sheet1", "Sheet2", "Sheet3"]
    sheets = {
        sheet: report(rows, ["Account:", name])
        for sheet, (name, rows) in zip(stated, BOOK.items(), strict=True)
    }  # fmt: skip
    assert list(balances(write(sheets))) == list(BOOK)
    parts = {sheet: report(BOOK[name], *_split(name)) for sheet, name in zip(stated, BOOK, strict=True)}
    assert list(balances(write(parts))) == list(BOOK)


def _split(name: str) -> list[list[str]]:
    code, _, text = name.partition(" - ")
    return [[f"Account code: {code}"], [f"Account name: {text}"]]


@pytest.mark.parametrize("name", ["Sheet2", "Page 2", "Ledger (2)", "2", "May 2027", "General Ledger"])
def test_a_sheet_without_an_account_is_refused(name: str) -> None:
    sheets = {"630 - Stock": report(STOCK), name: report(COGS)}
    assert f'sheet "{name}" do not state their account' in refuse(UnnamedSheet, write(sheets))


@pytest.mark.parametrize("name", ["Marketing", "1-2030", "Decor", "924 001", "630"])
def test_names_of_accounts_are_not_months_or_general_words(name: str) -> None:
    assert name in balances(write({"630 - Stock": report(STOCK), name: report(COGS)}))


@pytest.mark.parametrize(
    ("top", "columns"),
    [
        ([TOP[0], TOP[1], ["For the month ended 30 June 2027"]], COLUMNS),
        ([TOP[0], ["Heron Works Ltd"], TOP[2]], COLUMNS),
        (TOP, ["Date", "Source", "Description", "Reference", "Credit", "Debit", "Running Balance"]),
        (TOP, [*COLUMNS[:-1], "Gross"]),
    ],
)
def test_sheets_of_different_reports_are_refused(top: Rows, columns: list[str]) -> None:
    refuse(SheetsDiffer, book(**{"310": [*top, [], columns, *COGS]}))


@pytest.mark.parametrize("rows", [[], [["No transactions"]], [["There is no data for this report."]]])
def test_a_sheet_without_entries_is_remarked(rows: Rows) -> None:
    content = write({**{name: report(listed) for name, listed in BOOK.items()}, "200 - Sales": report(rows)})
    assert list(balances(content)) == list(BOOK)
    assert "200 - Sales" in next(check.detail for check in card(content, FOLDER).checks if check.label == "Sheets")


def test_a_copy_of_a_sheet_is_not_another_account() -> None:
    refuse(SeveralReports, write({"Stock": report(STOCK), "Stock (2)": report(STOCK)}))


def test_titles_may_name_the_account_of_their_sheet() -> None:
    def title(name: str, organisation: str = TOP[1][0]) -> Rows:
        return [[f"{name} Transactions"], [organisation], *TOP[2:], [], COLUMNS]

    alike: Any = {"Tea": [*title("Tea"), *STOCK], "COGS": [*title("COGS"), *COGS]}
    assert list(balances(write(alike))) == ["Tea", "COGS"]
    refuse(SheetsDiffer, write({**alike, "COGS": [*title("COGS", "Heron Tea Ltd"), *COGS]}))


def test_notes_and_headings_among_the_entries_of_a_sheet_are_refused() -> None:
    noted = book(**{"310": report([*COGS, ["Prepared by Mia"]])})
    assert 'Sheet "310 - COGS": Line 8 ("Prepared by Mia")' in refuse(UnknownRow, noted)
    assert '("Sales")' in refuse(UnknownRow, book(**{"630": report([*STOCK[:3], ["Sales"], *STOCK[3:]])}))


def test_other_sheets_are_remarked() -> None:
    content = write({**{name: report(rows) for name, rows in BOOK.items()}, "200 - Sales": [["no entries yet"]]})
    sheets = next(check for check in card(content, FOLDER).checks if check.label == "Sheets")
    assert (sheets.state, '"200 - Sales"' in sheets.detail) == ("not proven", True)
    hidden = write({name: report(rows) for name, rows in BOOK.items()}, "310 - COGS")
    assert "310 - COGS" in next(check.detail for check in card(hidden, FOLDER).checks if check.label == "Sheets")


@pytest.mark.parametrize(
    ("line", "account"),
    [
        (["Account: 630 - Stock"], "630 - Stock"), (["Account", "630 - Stock"], "630 - Stock"),
        (["Account 630 Stock"], "630 Stock"), (["GL Account No.: 630", "Account name: Stock"], "630 - Stock"),
        (["Nominal code: 630"], "630"), (["Ledger: Stock A/c"], "Stock A/c"), (["Stock"], "Stock"),
        (["630 - Stock"], "630 - Stock"),
    ],
)  # fmt: skip
def test_a_list_of_one_account_has_the_account_above_its_headers(line: list[str], account: str) -> None:
    found = balances(write({"Sheet1": report(STOCK, line)}))
    assert {name: row[1:] for name, row in found.items()} == {
        account: (500, Decimal("70.5"), Decimal("20.25"), Decimal("550.25"))
    }


@pytest.mark.parametrize(
    "lines",
    [
        [["Account: All"]], [["Accounts: 630, 310"]], [["Account: 630 to 640"]], [["Account: 630"], ["Account: 310"]],
        [["Account basis: Accrual"]], [["Freight"]], [["Ledger - Osprey"]], [["Account: 630-640"]],
    ],
)  # fmt: skip
def test_a_list_that_does_not_state_one_account_is_refused(lines: Rows) -> None:
    refuse(NoAccount, write({"Sheet1": report(STOCK[1:3], *lines)}))


def test_an_amount_that_cannot_be_read_is_placed_on_its_sheet() -> None:
    wrong = report([[*COGS[0][:4], "2x", *COGS[0][5:]], COGS[1]])
    assert refuse(BadCells, book(**{"310": wrong})).startswith('Sheet "310 - COGS", line 6, Debit: "2x"')


def test_sheets_with_their_account_as_a_heading_are_joined() -> None:
    headed = {f"Sheet{n}": report([[name], *rows]) for n, (name, rows) in enumerate(BOOK.items(), 1)}
    assert balances(write(headed)) == balances(book())
    months = {**headed, "Sheet2": [TOP[0], TOP[1], ["For the month ended 30 June 2027"], [], COLUMNS, ["COGS"], *COGS]}
    refuse(SeveralReports, write(months))
    several = {**headed, "Sheet2": report([["COGS"], *COGS, ["Freight"], *COGS])}
    refuse(SeveralReports, write(several))


def test_sheets_with_their_account_in_a_column_are_joined() -> None:
    columns = ["Date", "Account", "Reference", "Debit", "Credit"]
    sheets: Any = {
        "A": [columns, ["03/05/2027", "Stock", "PO-1", 70.5, None], [None, "Total", None, 70.5, None]],
        "B": [columns, ["03/05/2027", "Creditors", "PO-1", None, 70.5], [None, "Total", None, None, 70.5]],
    }
    assert list(balances(write({"A": sheets["A"][:2], "B": sheets["B"][:2]}))) == ["Stock", "Creditors"]
    assert list(balances(write(sheets))) == ["Stock", "Creditors"]
    sheets["A"][2][3] = 71.5
    assert 'Sheet "A", line 3, Total, Debit' in refuse(TotalsDiffer, write(sheets))
    mixed = {**sheets, "B": [*sheets["B"][:2], ["04/05/2027", "Stock", "PO-1", None, 70.5]]}
    refuse(SeveralReports, write(mixed))


def test_two_sheets_of_one_account_are_not_joined() -> None:
    twice = write({"A": report(STOCK, ["Account: Stock"]), "B": report(STOCK, ["Account: Stock"])})
    refuse(SeveralReports, twice)
