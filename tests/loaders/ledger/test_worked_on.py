"""Edited exports: sums in the user's language, notes below the end, days as serial numbers or in words."""

import pytest

from close.errors import Refused
from loaders.layouts.totals import CutOff, TotalsDiffer
from loaders.ledger.layouts.ledger import OneAmount
from loaders.ledger.layouts.outline.lines import CountedDay, UnknownRow
from loaders.ledger.layouts.trial_balances import MovementsOnly
from tests.loaders.ledger.golden import land
from tests.loaders.ledger.test_layouts import state
from tests.loaders.ledger.test_variants import TRIAL, XERO, balances, table

LEDGER = f"""{XERO}
Date|Source|Description|Reference|Debit|Credit
Stock
3 May 2027|Payable Invoice|A|PO-1|5.00|0.00
31 May 2027|Manual Journal|B|#1|0.00|2.00
Total Stock||||5.00|2.00"""
TABLE = """Date|Account|Description|Ref|Debit|Credit
03/05/2027|630 - Stock|Bright Kilns|PO-1|5.00|
03/05/2027|800: Creditors|Bright Kilns|PO-1||5.00"""
STOCK = {"Stock": (None, 5, 2, None)}


def refuse(kind: type[Refused], text: str) -> str:
    with pytest.raises(kind) as caught:
        land(table(text))
    return str(caught.value)


@pytest.mark.parametrize("word", ["Sum", "Summe", "Totaal", "Gesamt", "Suma", "Total général", "Insgesamt:"])
def test_a_sum_in_another_language_is_the_total(word: str) -> None:
    text = f"{LEDGER}\n{word}||||5.00|2.00"
    assert balances(text) == STOCK
    assert state(table(text), "Complete") == "passed"
    assert f"Line 10, {word}, Debit" in refuse(TotalsDiffer, text.replace(f"{word}||||5.00", f"{word}||||5.01"))


@pytest.mark.parametrize("note", ["Prepared by Mia", "Prepared by|Mia", "* Unposted journals too\n\nReviewed: Jan"])
def test_notes_under_the_total_are_not_accounts(note: str) -> None:
    text = f"{LEDGER}\nTotal||||5.00|2.00\n{note}"
    assert balances(text) == STOCK
    assert refuse(UnknownRow, f"{text}\nleft over|x|y||1.00|").startswith("Line ")


def test_a_note_under_a_file_without_a_total_is_asked_about() -> None:
    message = refuse(CutOff, f"{TABLE}\nPrepared by Mia")
    assert 'line 4, its last, "Prepared by Mia", is a heading without rows (if it is a note, delete it)' in message


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("20270503", "20270531"),
        ("Mon 3 May 2027", "Mon, 31 May 2027"),
        ("03-May-27", "31-May-27"),
        ("May 3, 2027", "May 31, 2027"),
        ("Monday, 3/05/2027", "Monday, 31/05/2027"),
    ],
)
def test_days_of_other_programs(first: str, last: str) -> None:
    text = LEDGER.replace("\n3 May 2027", f"\n{first}").replace("\n31 May 2027", f"\n{last}")
    assert [f"{day}" for day in land(table(text)).tables["ledger_entries"]["entry_date"].to_pylist()] == [
        "2027-05-03",
        "2027-05-31",
    ]


def test_an_excel_serial_number_is_refused_as_a_day() -> None:
    message = refuse(CountedDay, LEDGER.replace("\n3 May 2027", "\n46510"))
    assert message.startswith(
        'Line 7, Date: "46510" seems to be a date as an Excel serial number. Format the column as dates'
    )


def test_codes_stand_before_names_in_more_than_one_way() -> None:
    rows = land(table(TABLE)).tables["ledger_balances"].to_pylist()
    assert [(row["account_code"], row["account_name"]) for row in rows] == [("630", "Stock"), ("800", "Creditors")]


def test_subtotals_of_a_table_are_proven_and_remarked() -> None:
    text = f"{TABLE}\n|630 - Stock Total|||5.00|0.00"
    assert state(table(text), "Totals") == "passed"
    assert "Line 4, 630 - Stock Total, Debit" in refuse(TotalsDiffer, text.replace("Total|||5.00", "Total|||5.01"))


def test_subtotals_of_a_trial_balance_are_not_accounts() -> None:
    text = f"""{TRIAL}
Account|Debit|Credit
Assets
Stock|5.00|
Total Assets|5.00|
Liabilities
Total Tools||5.00
Total Liabilities||5.00
Totaal|5.00|5.00"""
    assert list(balances(text)) == ["Stock", "Total Tools"]
    assert "Line 8, Debit: the file states a total of 5.01" in refuse(
        TotalsDiffer, text.replace("Assets|5.00", "Assets|5.01")
    )


@pytest.mark.parametrize("prefix", ["YTD", "Closing"])
def test_of_several_debits_in_a_trial_balance_the_balance_counts(prefix: str) -> None:
    text = f"{TRIAL}\nAccount|Debit|Credit|{prefix} Debit|{prefix} Credit\nStock|5|0|105|\nBank|0|5||105"
    assert [row[3] for row in balances(text).values()] == [105, -105]


def test_a_trial_balance_of_movements_is_refused() -> None:
    text = f"{TRIAL}\nAccount|Opening Balance|Debit|Credit|Closing Balance\nStock|100|5|1|104\nBank|-100|1|5|-104"
    message = refuse(MovementsOnly, text)
    assert message.startswith('Line 5: next to "Opening Balance", "Debit" is the movement for the month')


@pytest.mark.parametrize("header", ["Amount", "Net amount", "Amount (AUD)"])
def test_a_table_with_one_amount_is_refused_with_advice(header: str) -> None:
    text = f"Date|Account|Ref|{header}\n03/05/2027|Stock|PO-1|5.00\n03/05/2027|Creditors|PO-1|-5.00"
    assert refuse(OneAmount, text) == (
        f'Line 1: this table of entries has one amount column ("{header}"), which does not show which amounts are '
        "debits. Add the columns Debit and Credit to the report and export it again, or map its columns and say which "
        "amounts are debits."
    )


def test_a_title_repeated_in_every_cell_is_one_title() -> None:
    """Split a merged cell."""
    top, _, rest = LEDGER.partition("\n\n")
    assert balances("\n".join("|".join([line] * 6) for line in top.split("\n")) + f"\n\n{rest}") == STOCK
