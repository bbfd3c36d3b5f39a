"""Balances in a plain table of entries without headings."""

from decimal import Decimal

import pytest

from loaders.layouts.doubts.summed_rows import TotalAmongRows
from loaders.layouts.totals import TotalsDiffer
from loaders.ledger.layouts.accounts import BalanceTwice
from loaders.ledger.layouts.outline.dated_openings import OpeningsAsEntries
from tests.loaders.exports import write_csv
from tests.loaders.ledger.golden import land, text
from tests.loaders.ledger.test_layouts import balances, state

HEADERS = "Date|Account code|Account name|Reference|Debit|Credit"
SHEET = f"""{HEADERS}
2027-05-03|630|Stock|PO-1|5.00|
2027-05-03|800|Creditors|PO-1||5.00"""
OPENED = "2027-05-01|090|Bank|Opening balance|55.00|"


def sheet(*lines: str) -> bytes:
    return write_csv([line.split("|") for line in [*SHEET.split("\n"), *lines]])


def test_an_account_of_a_table_that_only_opens_lands() -> None:
    bank = {"Bank": (55, 0, 0, 55)}
    assert balances(sheet(OPENED)) == {**balances(sheet()), **bank}
    assert balances(sheet("||Bank|Closing balance|55.00|")) == {**balances(sheet()), "Bank": (None, 0, 0, 55)}
    assert balances(write_csv([HEADERS.split("|"), OPENED.split("|")])) == bank
    moved = sheet(OPENED, "2027-05-31|090|Bank|Closing balance|56.00|")
    with pytest.raises(TotalsDiffer, match=r"Line 5, Closing balance of Bank: the file states a total of 56\.00"):
        land(moved)


def test_a_balance_of_a_table_is_of_the_account_that_its_code_and_name_mean() -> None:
    found = balances(sheet("2027-05-01|630||Opening balance|7.00|", "2027-05-01|120|Stock|Opening balance|9.00|"))
    assert found == {"630 - Stock": (7, 5, 0, 12), "Creditors": (None, 0, 5, None), "120 - Stock": (9, 0, 0, 9)}


def test_an_opening_balance_in_an_unknown_column_is_remarked() -> None:
    content = (
        text("myob/business.csv")
        .replace(',,,Opening balance,,,,,"12,500.00"', ',,,Opening balance,,,,"12,500.00",')
        .encode()
    )
    assert balances(content)["1-1320 Stock on Hand"] == (None, Decimal("1250.40"), Decimal("6100.75"), None)
    assert state(content, "Opening balances") == "not proven"


def test_a_balance_that_a_table_states_twice_is_refused() -> None:
    with pytest.raises(BalanceTwice, match=r'^Lines 4 and 5 both state the opening balance of "Bank"\.'):
        land(sheet(OPENED, OPENED))


@pytest.mark.parametrize("total", ["|Total||5.00|5.00", "|||5.00|5.00", "999|Control||5.00|5.00"])
def test_a_dated_total_of_a_table_is_refused(total: str) -> None:
    with pytest.raises(TotalAmongRows, match=r"^Line 4 .* equals the sum of lines 2 to 3 "):
        land(sheet(f"2027-05-31|{total}"))
    assert len(balances(sheet("2027-05-31|630|Stock|PO-2|5.00|"))) == 2


@pytest.mark.parametrize(
    "label",
    ["Balance forward", "Bal b/d", "B/F", "Brought fwd", "Report à nouveau", "Ingående balans",
     "Saldo inicial", "Saldovortrag", "Saldovortrag 01.05.2027"],
)  # fmt: skip
def test_a_balance_that_a_table_carries_forward_is_no_entry(label: str) -> None:
    assert balances(sheet(f"2027-05-01|090|Bank|{label}|55.00|"))["Bank"] == (55, 0, 0, 55)


def test_a_balance_carried_down_proves_the_entries_above_it() -> None:
    closed = "2027-05-31|090|Bank|Balance c/d|56.00|"
    with pytest.raises(TotalsDiffer, match=r"Line 5, Balance c/d of Bank: the file states a total of 56\.00"):
        land(sheet(OPENED.replace("Opening balance", "Balance b/d"), closed))


@pytest.mark.parametrize("text", ["Balance forward from April", "Opening"])
def test_another_text_about_a_balance_is_asked_about_on_the_first_day(text: str) -> None:
    table = write_csv(
        [
            ["Date", "Account", "Memo", "Debit", "Credit"],
            ["2027-05-01", "Stock", text, "9.00", ""],
            ["2027-05-03", "Stock", "Bill", "5.00", ""],
            ["2027-05-03", "Creditors", "Deposit brought forward", "", "5.00"],
        ]
    )
    with pytest.raises(OpeningsAsEntries, match=rf'^Line 2 \("{text}"\) may be opening balances'):
        land(table)
    assert balances(table.replace(text.encode(), b"Grand opening of the shop"))["Stock"][1] == 14
