"""Ledgers of other programs, written from their public layouts: they land with the right balances or are refused."""

import pytest

from loaders.layouts.totals import TotalsDiffer
from loaders.ledger.layouts.account_names import SeveralNames
from loaders.ledger.layouts.outline.lines import UnknownRow
from tests.loaders.ledger.golden import FOLDER, land
from tests.loaders.ledger.reports import balances
from tests.loaders.ledger.test_variants import refuse, table

HEAD = "Teal Harbour Supplies Pty Ltd\nGeneral Ledger\nMay 2027\n"


def references(text: str) -> list[str | None]:
    return land(table(text)).tables["ledger_entries"]["reference"].to_pylist()


@pytest.mark.parametrize("header", ["Reference no.", "Document Number", "Transaction #", "Ref"])
def test_references_are_found_under_the_headers_of_other_programs(header: str) -> None:
    text = f"""{HEAD}
|Type|Date|{header}|Name|Memo|Debit|Credit|Balance
630 - Stock
|Bill|13/05/2027|PO-1|Vendor|bill|500.00||500.00
|Journal|31/05/2027|13||COGS||130.00|370.00
Total - 630 - Stock||||||500.00|130.00|370.00"""
    assert references(text) == ["PO-1", "13"]


def test_an_opening_balance_named_by_its_source_is_not_an_entry() -> None:
    text = f"""{HEAD}
Account|Date|Source|Reference|Debit|Credit|Balance
Stock|01/05/2027|Opening Balance||1000.00||1000.00
Stock|13/05/2027|Bill|PO-1|500.00||1500.00
Stock|31/05/2027|Closing Balance||||1500.00"""
    assert balances(table(text), FOLDER) == {"Stock": (1000, 500, 0, 1500)}


def test_a_balance_under_accounts_is_not_an_account() -> None:
    text = f"""{HEAD}
Date|Account|Transaction type|Num|Debit|Credit
01/05/2027|Opening Balance|||1000.00|
13/05/2027|Stock|Bill|PO-1|500.00|"""
    assert 'Line 6 ("01/05/2027")' in refuse(UnknownRow, text)


def test_running_balances_that_contradict_the_opening_balance_are_refused() -> None:
    text = f"""{HEAD}
|Date|Transaction Type|No.|Name|Debit|Credit|Balance
Stock
|Beginning Balance||||1,000.00||
|13/05/2027|Bill|PO-1|Vendor|500.00||1,500.00
|31/05/2027|Journal Entry|13|||130.00|1,370.00
Total for Stock|||||500.00|130.00|"""
    assert balances(table(text), FOLDER) == {"Stock": (1000, 500, 130, 1370)}
    moved = text.replace("|1,000.00||", "||1,000.00|")
    message = refuse(TotalsDiffer, moved)
    assert message.startswith("Line 9, balance of Stock: the file states a total of 1,370.00")


def test_customer_accounts_next_to_nominal_codes_are_not_ledger_accounts() -> None:
    text = f"""{HEAD}
N/C|No|Type|Date|Account|Ref|Details|Debit|Credit
1001|11|PI|13/05/2027|VEN|PO-1|Bill|500.00|
1001|12|PI|14/05/2027|ACME|PO-2|Bill|100.00|
2100|11|PI|13/05/2027|VEN|PO-1|Bill||500.00
2100|12|PI|14/05/2027|ACME|PO-2|Bill||100.00"""
    assert 'The account code 1001 has the names "VEN" and "ACME".' in refuse(SeveralNames, text)
