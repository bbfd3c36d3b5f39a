"""The vocabulary of ledgers: references, kinds of entries, row labels, and the days of a report."""

import pyarrow as pa
import pytest

from loaders.cells.date_ranges import read_date_range
from loaders.ledger.layouts import row_labels
from loaders.ledger.layouts.document_kinds import name_kinds
from loaders.ledger.layouts.match_keys import add_keys


@pytest.mark.parametrize(
    ("reference", "number", "description", "keys"),
    [
        ("BK-771 | po-310", None, None, ["BK-771", "PO-310"]),
        (" SO  9001 ", None, None, ["SO 9001", "9001", "SO"]),
        ("GRA-1|PO-A4|X 9 (c)", None, None, ["GRA-1", "PO-A4", "X 9 (C)", "9"]),
        (None, "INV-7", "Midwest Sport, Inc. - PO-4011", ["INV-7", "PO-4011"]),
        ("Payment for order SO-9 by card", "77", None, ["PAYMENT FOR ORDER SO-9 BY CARD", "SO-9", "77", "PAYMENT"]),
        ("PO-1", "PO-1", "Customer 14527: PO-1, INV(AB-3).", ["PO-1", "AB-3"]),
        ("#13", None, "Round to count", ["#13"]),
        ("", None, "COGS May 2027", []),
        (None, None, None, []),
    ],
)
def test_keys_are_the_parts_of_references(
    reference: str | None, number: str | None, description: str | None, keys: list[str]
) -> None:
    columns = {"reference": reference, "number": number, "description": description}
    rows = add_keys({name: pa.array([text], pa.string()) for name, text in columns.items()})
    assert [rows[f"key_{slot}"][0].as_py() for slot in range(1, 5)] == [*keys, *[None] * (4 - len(keys))]


@pytest.mark.parametrize(
    ("kind", "sources"),
    [
        ("sales_invoice", "Receivable Invoice|Invoice|Sales Receipt|SJ"),
        ("sales_credit", "Receivable Credit Note|Credit Memo|Refund Receipt"),
        ("bill", "Payable Invoice|Bill|PJ"),
        ("bill_credit", "Payable Credit Note|Vendor Credit|Supplier Credit"),
        ("payment", "Receivable Payment|Payable Payment|Payment|Bill Payment (Check)|Bill Payment (Credit Card)"),
        ("payment", "Receivable Credit Note Refund"),
        ("allocation", "Receivable Credit Note Allocation|Payable Credit Note Allocation|Prepayment Allocation"),
        ("journal", "Manual Journal|Journal Entry|Conversion Balance Journal|GJ|Journal"),
        (
            "money",
            "Spend Money|Receive Money|Bank Transfer|Expense|Check|Cheque|Deposit|Transfer|Expense Claim Payment",
        ),
        ("money", "Receivable Overpayment|Credit Card Credit|CD|CR"),
        ("other", "Bank Revaluation|Inventory Qty Adjust|Payroll||Statement"),
    ],
)
def test_kinds_follow_from_sources(kind: str, sources: str) -> None:
    found = name_kinds(pa.array([text or None for text in sources.split("|")], pa.string()))
    assert set(found.to_pylist()) == {kind}


@pytest.mark.parametrize(
    ("says", "yes", "no"),
    [
        (
            row_labels.says_opening,
            "Opening Balance|Beginning Balance:|Opening balance as at 1 May 2027|Balance b/f|Brought forward",
            "Opening Balance Equity|Opening Stock|Balance sheet|Opening",
        ),
        (row_labels.says_closing, "Closing Balance|Ending Balance|Balance c/f", "Closing Stock|Closing costs"),
        (
            row_labels.says_footer,
            "Accrual Basis Wednesday, June 02, 2027 01:27 AM GMT+10:00|Page 1 of 3",
            "Basis Trading",
        ),
        (row_labels.says_footer, "Wednesday, June 02, 2027 01:27 AM GMT+10:00|Printed on 2/06/2027", "Friday Harbour"),
        (
            row_labels.says_cash,
            "Cash Basis|Basis: Cash|Accounting basis: cash",
            "Cash at bank|Accrual basis|Petty cash",
        ),
        (row_labels.is_bare, "Total|TOTAL|Grand Total:|Totals", "Total Tools|Total for Stock"),
    ],
)
def test_words(says, yes: str, no: str) -> None:
    assert all(map(says, yes.split("|")))
    assert not any(map(says, no.split("|")))


@pytest.mark.parametrize(
    ("line", "first", "last"),
    [
        ("For the period 1 January 2027 to 31 January 2027", "2027-01-01", "2027-01-31"),
        ("For the month ended 31 August 2027", "2027-08-01", "2027-08-31"),
        ("For the 3 months ended 30 September 2027", "2027-07-01", "2027-09-30"),
        ("For the year ended 30 June 2027", "2026-07-01", "2027-06-30"),
        ("As at 31 December 2027", None, "2027-12-31"),
        ("January 2027", "2027-01-01", "2027-01-31"),
        ("January 1 - 31, 2027", "2027-01-01", "2027-01-31"),
        ("January 1-31, 2027", "2027-01-01", "2027-01-31"),
        ("Jan 1, 2027 - Jan 31, 2027", "2027-01-01", "2027-01-31"),
        ("January 1-September 2, 2027", "2027-01-01", "2027-09-02"),
        ("1 January - 31 January, 2027", "2027-01-01", "2027-01-31"),
        ("April-June, 2027", "2027-04-01", "2027-06-30"),
        ("December 2026 - January 2027", "2026-12-01", "2027-01-31"),
        ("1/05/2027 To 31/05/2027", "2027-05-01", "2027-05-31"),
        ("1 to 31 May 2027", "2027-05-01", "2027-05-31"),
        ("Period: 01 May 27 to 31 May 27", "2027-05-01", "2027-05-31"),
        ("01-May-27 to 31-May-27", "2027-05-01", "2027-05-31"),
        ("Saturday, 1 May 2027 to Monday, 31 May 2027", "2027-05-01", "2027-05-31"),
        ("Between 1 May 2027 and 31 May 2027", "2027-05-01", "2027-05-31"),
        ("1 May 2027 thru 31 May 2027", "2027-05-01", "2027-05-31"),
        ("For May 2027", "2027-05-01", "2027-05-31"),
        ("Period: 2027-05", "2027-05-01", "2027-05-31"),
        ("05/2027", "2027-05-01", "2027-05-31"),
        ("As of May 31, 2027", None, "2027-05-31"),
        ("Du 1er août 2027 au 31 août 2027", "2027-08-01", "2027-08-31"),
        ("01. März 2027 bis 31. März 2027", "2027-03-01", "2027-03-31"),
        ("1 de mayo de 2027 al 31 de mayo de 2027", "2027-05-01", "2027-05-31"),
    ],
)
def test_days_of_a_report(line: str, first: str | None, last: str) -> None:
    span = read_date_range(line, None)
    assert span
    assert [day and f"{day}" for day in span] == [first, last]


@pytest.mark.parametrize(
    "line",
    [
        "All Dates",
        "Region 2027",
        "Unit 05/2027",
        "Sunday Best 12 Ltd",
        "Mon 3 and 4 Ltd",
        "Market Street 12-14",
        "Account Transactions",
    ],
)
def test_other_lines_name_no_days(line: str) -> None:
    assert read_date_range(line, None) is None
