"""Reports as different users export them: other columns, other headings, other text around the same entries."""

from decimal import Decimal

import pytest

from close.errors import Refused
from loaders.layouts.faults import BadCells
from loaders.layouts.recognition import ColumnTwice, Unrecognised
from loaders.layouts.totals import TotalsDiffer
from loaders.ledger.layouts.account_names import NoAccount
from loaders.ledger.layouts.outline.lines import UnknownRow
from loaders.ledger.layouts.proving.group_proof import AmbiguousAccount
from loaders.ledger.layouts.proving.sign_proof import NegativeCredits
from loaders.ledger.layouts.trial_balances import AccountRepeats
from tests.loaders.exports import write_csv
from tests.loaders.ledger.golden import card, land

XERO = "Account Transactions\nTeal Harbour Supplies Pty Ltd\nFor the period 1 May 2027 to 31 May 2027\n"
QBO = "Teal Harbour Supplies Pty Ltd\nGeneral Ledger\nMay 2027\n"
TRIAL = "Trial Balance\nTeal Harbour Supplies Pty Ltd\nAs at 31 May 2027\n"
MOVED = "Stock\n1 May 2027|Payable Invoice|A|PO-1|5.00|0.00\nTotal Stock||||5.00|0.00"


def table(text: str) -> bytes:
    """Return cells separated by bars, with every row as wide as the widest."""
    rows = [line.split("|") for line in text.split("\n")]
    width = max(map(len, rows))
    return write_csv([[*row, *[""] * (width - len(row))] for row in rows])


def balances(text: str) -> dict[str, tuple[object, ...]]:
    rows = land(table(text)).tables["ledger_balances"].to_pylist()
    return {row["account"]: tuple(row[name] for name in ("opening", "debits", "credits", "closing")) for row in rows}


def refuse(kind: type[Refused], text: str) -> str:
    with pytest.raises(kind) as caught:
        land(table(text))
    return str(caught.value)


@pytest.mark.parametrize(
    "headers",
    [
        "Date|Source|Description|Reference|Debit AUD|Credit AUD",
        "Date|Source|Description|Reference|Debit - AUD|Credit - AUD",
        "Transaction date|Source Type|Details|Ref.|Debit ($)|Credit ($)",
        "DATE|SOURCE|DESCRIPTION|REFERENCE|DEBIT [AUD]|CREDIT [AUD]",
        "date |source|narration|ref|Debit  (AUD)|Credit  (AUD)",
    ],
)
def test_headers_of_other_companies(headers: str) -> None:
    assert balances(f"{XERO}\n{headers}\n{MOVED}") == {"Stock": (None, 5, 0, None)}


def test_columns_of_another_currency_are_passed_over() -> None:
    text = f"""{XERO}
Date|Source|Currency|Debit (Source)|Credit (Source)|Debit (AUD)|Credit (AUD)|Running Balance (AUD)|VAT Rate|Department
Stock
Opening Balance|||||100.00|0.00|100.00
1 May 2027|Payable Invoice|EUR|6.00|0.00|5.00|0.00|105.00|20%|North
Total Stock|||||5.00|0.00|105.00
Closing Balance|||||105.00|0.00|105.00"""
    assert balances(text) == {"Stock": (100, 5, 0, 105)}
    both = f"{XERO}\nDate|Source|Debit (USD)|Credit (USD)|Debit (AUD)|Credit (AUD)\nStock\n1 May 2027|Bill|6|0|5|0"
    message = refuse(ColumnTwice, both)
    assert message.startswith(
        'Line 5: "Debit (USD)" and "Debit (AUD)" have the same meaning. Keep the one in the books\' currency'
    )


@pytest.mark.parametrize(
    "name",
    [
        "Stock - Bulk - North",
        "630 - Stock - Bulk",
        "Net Movement Fund",
        "Cash Basis Adjustment",
        "Grand Total Store",
        "Running Total",
        "Page 1 of 3",
        "Freight (deleted)",
        "630",
    ],
)
def test_any_name_may_be_an_account(name: str) -> None:
    text = f"{XERO}\nDate|Source|Description|Reference|Debit|Credit\n{MOVED.replace('Stock', name)}\n{MOVED}"
    assert balances(text) == {name: (None, 5, 0, None), "Stock": (None, 5, 0, None)}


@pytest.mark.parametrize(
    ("heading", "total"),
    [
        ("630 - Stock", "Total Stock"),
        ("Stock", "Stock Total"),
        ("Stock", "Total of Stock"),
        ("Stock", "Total for Stock:"),
        ("630 - Stock", "Total 630"),
    ],
)
def test_totals_are_worded_otherwise(heading: str, total: str) -> None:
    moved = MOVED.replace("Total Stock", total).replace("Stock\n", f"{heading}\n", 1)
    text = f"{XERO}\nDate|Source|Description|Reference|Debit|Credit\n{moved}"
    assert balances(text) == {heading: (None, 5, 0, None)}
    message = refuse(TotalsDiffer, text.replace(f"{total}||||5.00", f"{total}||||5.01"))
    assert message.startswith(f"Line 8, {total}, Debit: the file states a total of 5.01, but its rows add up to 5.00")


@pytest.mark.parametrize("said", ["There are no transactions in this period", "No data found.", "Total||||0.00|0.00"])
def test_a_month_without_transactions(said: str) -> None:
    assert balances(f"{XERO}\nDate|Source|Description|Reference|Debit|Credit\n{said}") == {}


def test_a_closing_balance_ends_an_account_that_has_no_total() -> None:
    text = """Account transactions
Teal Harbour Supplies Pty Ltd
1 May 2027 - 31 May 2027

Date|Source/Type|Reference|Description|Debit ($)|Credit ($)|Balance ($)
1-1320 Inventory
|||Opening balance|10.00||10.00
13/05/2027|Bill|PO-1|x|5.00||15.00
|||Closing balance|15.00||15.00"""
    assert balances(text) == {"1-1320 Inventory": (10, 5, 0, 15)}
    assert "Closing balance of 1-1320 Inventory" in refuse(TotalsDiffer, text.replace("x|5.00", "x|5.01"))


def test_accounts_with_codes_nest() -> None:
    text = f"""{QBO}
|Date|Transaction Type|No.|Name|Memo/Description|Split|Debit|Credit|Balance
1200 Inventory
1210 Raw
|Beginning Balance|||||||| 10.00
|05/13/2027|Bill|B-1|K|x|2000 AP|5.00||15.00
Total for 1210 Raw|||||||$5.00||
1220 Made - fine
|05/14/2027|Bill|B-2|K|x|2000 AP|3.00||3.00
Total for 1220 Made - fine|||||||$3.00||
Total for 1200 Inventory with sub-accounts|||||||=(((H10)+(H7)))||
TOTAL|||||||=H14|=I14|

Accrual Basis Monday, 06 April 2027 09:12 GMT+01:00"""
    assert balances(text) == {
        "1200 Inventory:1210 Raw": (10, 5, 0, 15),
        "1200 Inventory:1220 Made - fine": (None, 3, 0, None),
    }
    entries = land(table(text)).tables["ledger_entries"]
    assert entries.select(["account_code", "account_name"]).to_pylist()[1] == {
        "account_code": "1220",
        "account_name": "Made - fine",
    }


def test_the_column_of_the_other_account_may_be_left_out() -> None:
    text = f"""{QBO}
|Date|Transaction Type|Num|Name|Memo/Description|Amount|Balance
Stock on Hand
|05/13/2027|Bill|B-1|K|x|5.00|5.00
Total for Stock on Hand||||||$5.00|"""
    assert balances(text) == {"Stock on Hand": (None, 5, 0, None)}


@pytest.mark.parametrize(
    "headers",
    [
        "Txn Date|Account|Account Description|Doc Ref|Debit Amount|Credit Amount",
        "Posting Date|GL Code|Account|Ref|Dr|Cr",
        "Trans date|Nominal|Nominal Name|Reference No|Debits|Credits",
        "Date|Account No.|Account Name|Voucher No|Debit (AUD)|Credit (AUD)",
    ],
)
def test_sheets_call_their_columns_what_they_like(headers: str) -> None:
    (first, second) = (
        land(table(f"{headers}\n13/05/2027|090|Stock|PO-1|5.00|\n13/05/2027|800|Creditors|PO-1||5.00"))
        .tables["ledger_entries"]
        .to_pylist()
    )
    assert [first[name] for name in ("account_code", "account_name", "reference", "debit")] == [
        *("090", "Stock", "PO-1", Decimal(5)),
    ]
    assert second["credit"] == 5


def test_journals_in_a_plain_table_are_identified_by_number() -> None:
    text = f"""{XERO.replace("Account Transactions", "Journal Report")}
Journal Number|Date|Account Code|Account|Debit|Credit|Posted Date|Posted By
655|31 May 2027|310|COGS|5.00|-|1 Jun 2027|M
655|31 May 2027|630|Stock|-|5.00|1 Jun 2027|M
656|31 May 2027|310|COGS|-|3.00|1 Jun 2027|M
656|31 May 2027|630|Stock|3.00||1 Jun 2027|M
Total||||8.00|8.00"""
    assert balances(text) == {"COGS": (None, 5, 3, None), "Stock": (None, 3, 5, None)}


@pytest.mark.parametrize("header", ["Account Name|Debit|Credit", "|Debit|Credit", "Account|YTD Debit|YTD Credit"])
def test_trial_balances_of_other_packages(header: str) -> None:
    text = f"{TRIAL}\n{header}\n1200 Stock|5.00|\n2000 Creditors||5.00\nTOTAL|$5.00|$5.00"
    rows = land(table(text)).tables["ledger_balances"].to_pylist()
    assert [(row["account"], row["account_code"], row["closing"]) for row in rows] == [
        ("1200 Stock", "1200", 5),
        ("2000 Creditors", "2000", -5),
    ]
    mid_month = card(table(text.replace("31 May", "23 May")))
    assert "the report ends on 23 May 2027" in {check.detail for check in mid_month.checks}


def test_other_tables_are_not_read_as_trial_balances() -> None:
    entries = "When|Account|Debit|Credit\n13/05/2027|Stock|5.00|\n14/05/2027|Stock|2.00|\n14/05/2027|Bank||7.00"
    assert refuse(AccountRepeats, entries).startswith('Lines 2 and 3 are both the account "Stock"')
    assert "rename the date column to Date" in refuse(AccountRepeats, entries)
    assert 'lacks "Account"' in refuse(Unrecognised, "|Debit|Credit\nStock|5.00|\nBank||5.00")


def test_an_entry_whose_account_is_blank_is_refused() -> None:
    text = "Date|Account|Reference|Debit|Credit\n13/05/2027|Stock|PO-1|5.00|\n13/05/2027||PO-2|1.00|"
    assert 'the blank cells below "Stock" (line 2) can mean the same account or none' in refuse(AmbiguousAccount, text)
    assert refuse(NoAccount, f"{text}\n14/05/2027|Stock|PO-3|1.00|").startswith("Line 3: the account of this entry")


def test_a_total_of_an_account_without_entries_is_a_lost_entry() -> None:
    text = "Date|Account|Reference|Debit|Credit\n13/05/2027|Stock|PO-1|5.00|\nTotal Stock|||5.00|\nTotal Bank||||5.00"
    assert "Line 4, Total Bank, Credit: the file states a total of 5.00, but its rows add up to 0.00" in refuse(
        TotalsDiffer, text
    )
    assert refuse(UnknownRow, text.replace("Total Bank||||5.00", "Sum of all||||5.00")).startswith("Line 4")


def test_amounts_that_say_two_things_are_refused() -> None:
    text = "Date|Account|Reference|Debit|Credit\n13/05/2027|Stock|PO-1|5.00|\n13/05/2027|Bank|PO-1||-5.00"
    assert refuse(NegativeCredits, text).startswith("Every amount under Credit is negative (1 of them).")
    assert refuse(BadCells, text.replace("-5.00", "(5.00) CR")).startswith('Line 3, Credit: "(5.00) CR"')


def test_references_shortened_by_excel_are_remarked() -> None:
    content = table("Date|Account|Reference|Debit|Credit\n13/05/2027|Stock|1.23457E+12|5.00|\n13/05/2027|Bank|x||5.00")
    (check,) = [check for check in card(content).checks if check.label == "References"]
    assert check.state == "not proven"
    assert "1.23457E+12" in check.detail
