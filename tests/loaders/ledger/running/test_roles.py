"""Debits and credits under each other's headers are noticed by the roles of accounts, if nothing else shows it."""

import pytest

from close.errors import Refused
from loaders.ledger.layouts.proving.side_proof import AllExchanged
from tests.loaders.exports import write_csv
from tests.loaders.ledger.golden import card
from tests.loaders.ledger.reports import TRIAL, make_folder, xero

SWAPPED = ["Date", "Source", "Description", "Reference", "Credit", "Debit"]
FOLDER = make_folder((("inventory", "", "Stock"), ("cogs", "", "Cost"), ("revenue", "", "Sales")))
MOVED = [("Cost", "80.00", ""), ("Stock", "", "80.00"), ("Bank", "120.00", ""), ("Sales", "", "120.00")]


def ledger(opening: str, columns: list[str]) -> bytes:
    rows: list[list[str]] = []
    for name, debit, credit in MOVED:
        opens = [["Opening Balance", "", "", "", opening, ""]] if name == "Stock" and opening else []
        moved = ["03 May 2027", "Manual Journal", "", "#1", debit, credit]
        closes = [["Closing Balance", "", "", "", "420.00", ""]] if opens else []
        rows += [[name], *opens, moved, [f"Total {name}", "", "", "", debit, credit], *closes]
    return xero(*rows, columns=columns)


def trial(columns: list[str]) -> bytes:
    rows = [["Stock", "420.00", ""], ["Cost", "80.00", ""], ["Sales", "", "120.00"], ["Capital", "", "380.00"]]
    return write_csv([*TRIAL, ["Account", *columns], *rows, ["Total", "500.00", "500.00"]])


@pytest.mark.parametrize("content", [ledger("500.00", SWAPPED), trial(["Credit", "Debit"])])
def test_a_report_with_every_known_account_on_the_wrong_side_is_refused(content: bytes) -> None:
    with pytest.raises(Refused) as caught:
        card(content, FOLDER)
    assert type(caught.value) is AllExchanged
    assert '"Stock" has 420.00 on the credit side, which is the opposite of its role in the settings' in str(
        caught.value
    )


def test_movements_alone_are_asked_about_because_a_year_end_may_reverse_them() -> None:
    (remark,) = [check for check in card(ledger("", SWAPPED), FOLDER).checks if check.label == "Sides"]
    assert remark.detail == 'Make sure that debits and credits are not exchanged: "Cost", "Sales"'


def test_accounts_on_their_own_side_need_no_remark() -> None:
    right = [*SWAPPED[:4], "Debit", "Credit"]
    for content in (ledger("500.00", right), ledger("", right), trial(["Debit", "Credit"])):
        assert "Sides" not in {check.label for check in card(content, FOLDER).checks}
