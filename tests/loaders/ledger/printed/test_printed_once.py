"""Printed ledgers: dates once for several rows, and balances that are carried from one page to the next."""

import pytest

from loaders.ledger.layouts.outline.endings import BalanceInside
from loaders.ledger.layouts.outline.lines import UnknownRow
from tests.loaders.exports import write_csv
from tests.loaders.ledger.golden import land
from tests.loaders.ledger.reports import xero

JOURNAL = ["Transaction date", "Transaction type", "Num", "Name", "Description", "Account Name", "Debit", "Credit"]


def journal(*rows: list[str]) -> bytes:
    return write_csv([["Journal"], ["Teal Harbour Supplies Pty Ltd"], ["May 2027"], [""], JOURNAL, *rows])


def test_lines_of_a_journal_keep_their_own_contact() -> None:
    rows = [
        ["05/13/2027", "Bill", "B-1", "Acme", "", "Stock", "10.00", ""],
        ["", "", "", "Bolt", "", "Stock", "5.00", ""],
        ["", "", "", "", "", "Creditors", "", "15.00"],
    ]
    entries = land(journal(*rows)).tables["ledger_entries"]
    assert entries["contact"].to_pylist() == ["Acme", "Bolt", "Acme"]
    assert {f"{day}" for day in entries["entry_date"].to_pylist()} == {"2027-05-13"}


@pytest.mark.parametrize("own", [["Invoice", "B-1"], ["Bill", "B-2"]])
def test_a_journal_without_a_day_below_another_journal_is_refused(own: list[str]) -> None:
    rows = [
        ["05/13/2027", "Bill", "B-1", "Acme", "", "Stock", "10.00", ""],
        ["", "", "", "", "", "Creditors", "", "10.00"],
        ["", *own, "Bolt", "", "Debtors", "7.00", ""],
        ["", "", "", "", "", "Sales", "", "7.00"],
    ]
    with pytest.raises(UnknownRow, match=rf'Line 8 \("{own[0]}"\).* choose to repeat it on every row'):
        land(journal(*rows))
    rows[2] = ["05/13/2027", *rows[2][1:]]
    assert len(land(journal(*rows)).tables["ledger_entries"]) == 4


@pytest.mark.parametrize("label", ["Carried forward", "Balance brought forward", "Closing Balance"])
def test_a_balance_between_the_entries_of_an_account_is_refused(label: str) -> None:
    carried = [label, "", "", "", "10.00", "", ""]
    first, second = (["03 May 2027", "Bill", "", f"R{n}", "10.00", "", ""] for n in range(2))
    total = ["Total Stock", "", "", "", "20.00", "", ""]
    with pytest.raises(BalanceInside, match=rf'Line 8 \("{label}"\) is between the entries of "Stock"'):
        land(xero(["Stock"], first, carried, second, total))
    assert len(land(xero(["Stock"], first, second, total)).tables["ledger_entries"]) == 2
