"""Invoices and bills with a row for each line: told apart by number and contact, or by what their lines add up to."""

import pytest

from loaders.ledger.document_lines import UnclearLines
from tests.loaders.exports import write_csv
from tests.loaders.ledger.golden import land
from tests.loaders.ledger.reports import make_folder

HEADERS = ["ContactName", "InvoiceNumber", "InvoiceDate", "Total", "TaxTotal", "Type", "Status", "Description",
           "LineAmount"]  # fmt: skip
Line = tuple[str, str, str, str]


def find_totals(*lines: Line, kind: str = "Bill", tax: str = "2.00") -> list[tuple[str | None, float]]:
    """Return the number and total of each document."""
    rows = [
        [contact, number, "05/05/2027", total, tax, kind, "Awaiting Payment", "a", amount]
        for contact, number, total, amount in lines
    ]
    table = land(write_csv([HEADERS, *rows]), make_folder(())).tables["ledger_documents"]
    return [(row["number"], float(row["total"])) for row in table.to_pylist()]


@pytest.mark.parametrize("amount", ["10.00", "12.00"])
def test_equal_documents_without_a_number_are_each_their_own(amount: str) -> None:
    assert find_totals(*[("Courier", "", "12.00", amount)] * 3) == [(None, 12)] * 3


@pytest.mark.parametrize(("kind", "sign"), [("Bill", 1), ("Bill credit note", -1)])
def test_lines_without_a_number_that_add_up_to_the_total_are_one(kind: str, sign: int) -> None:
    lines = [("Courier", "", "12.00", amount) for amount in ("4.00", "7.00", "-1.00")]
    assert find_totals(*lines, ("Other", "", "12.00", "10.00"), kind=kind) == [(None, 12 * sign)] * 2


def test_lines_of_a_number_are_one_document_wherever_they_are() -> None:
    lines = [("Acme", "B1", "30.00", "10.00"), ("Beta", "B1", "15.00", "15.00"), ("Acme", "B1", "30.00", "20.00")]
    assert find_totals(*lines, tax="0.00") == [("B1", 30), ("B1", 15)]


@pytest.mark.parametrize("amounts", [("4.00", "6.00"), ("", ""), ("10.00", "")])
def test_lines_without_a_number_that_add_up_to_nothing_stated_are_asked_about(amounts: tuple[str, ...]) -> None:
    with pytest.raises(UnclearLines) as refused:
        find_totals(*(("Courier", "", "13.00", amount) for amount in amounts))
    assert "Lines 2 to 3 have no document number, the contact Courier and a total of 13.00" in str(refused.value)
