"""The same ledger in a different dialect loads as the same rows."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest

from tests.loaders.exports import write_csv, write_xlsx
from tests.loaders.ledger.golden import land, text

Cells = list[list[str]]
XERO, QBO = "xero/transactions.csv", "quickbooks/general_ledger.csv"


def rows_of(sample: str) -> Cells:
    return list(csv.reader(io.StringIO(text(sample), newline="")))


def tables(content: bytes) -> list[pa.Table]:
    """Return the landed rows without lines, because workbooks do not have quoted line breaks."""
    return [table.drop_columns(["_line"]) for table in land(content).tables.values()]


def amounts(rows: Sequence[Sequence[str]], change: Callable[[Decimal], object]) -> list[list[object]]:
    """Return the rows with every amount written differently."""
    return [[change(value) if (value := amount(cell)) is not None else cell for cell in row] for row in rows]


def amount(cell: str) -> Decimal | None:
    plain = cell.replace(",", "").replace("$", "")
    negative = plain.startswith(("(", "-"))
    digits = plain.strip("()-")
    if "." not in digits or not digits.replace(".", "").isdigit():
        return None
    return -Decimal(digits) if negative else Decimal(digits)


def comma(value: Decimal) -> str:
    return f"{value:,.2f}".translate(str.maketrans(".,", ",."))


@pytest.mark.parametrize("sample", [XERO, QBO])
@pytest.mark.parametrize(
    ("delimiter", "end", "encoding"),
    [
        (",", "\n", "utf-8-sig"),
        ("\t", "\r\n", "utf-16"),
        (",", "\r", "cp1252"),
        ("|", "\n", "utf-16-le"),
    ],
)
def test_bytes_change_nothing(sample: str, delimiter: str, end: str, encoding: str) -> None:
    content = write_csv(rows_of(sample), delimiter, end, encoding)
    assert tables(content) == tables(text(sample).encode())


@pytest.mark.parametrize("sample", [XERO, QBO])
@pytest.mark.parametrize(
    "write",
    [
        comma,
        lambda value: f"A${value:,.2f}" if value >= 0 else f"-A${-value:,.2f}",
        lambda value: f"{-value:,.2f}-" if value < 0 else f"{value:,.2f}",
        lambda value: "-" if not value else f"({-value:,.2f})" if value < 0 else f"{value:.2f}",
        lambda value: f"{value:,.2f}".replace(",", "\u00a0"),
    ],
    ids=["comma", "currency", "trailing minus", "dash", "space"],
)
def test_amounts_change_nothing(sample: str, write: Callable[[Decimal], object]) -> None:
    rows = [list(map(str, row)) for row in amounts(rows_of(sample), write)]
    content = write_csv(rows, ";" if write is comma else ",", encoding="cp1252")
    expected = [table.drop_columns(["tax"]) if "tax" in table.column_names else table for table in tables(content)]
    given = tables(text(sample).encode())
    assert expected == [table.drop_columns(["tax"]) if "tax" in table.column_names else table for table in given]


@pytest.mark.parametrize(("sample", "pattern"), [(XERO, "%d %b %Y"), (QBO, "%m/%d/%Y")])
def test_workbook_changes_nothing(sample: str, pattern: str) -> None:
    def day(cell: object) -> object:
        try:
            return datetime.strptime(str(cell), pattern).date()  # noqa: DTZ007 - a day
        except ValueError:
            return cell or None

    rows = [[day(cell) if isinstance(cell, str) else cell for cell in row] for row in amounts(rows_of(sample), Decimal)]
    assert any(isinstance(cell, date) for row in rows for cell in row)
    assert tables(write_xlsx(rows)) == tables(text(sample).encode())


@pytest.mark.parametrize(
    ("written", "pattern"), [("3 May 2027", "%-d %b %Y"), ("3/05/2027", "%-d/%m/%Y"), ("2027-05-03", "%Y-%m-%d")]
)
def test_dates_change_nothing(written: str, pattern: str) -> None:
    def rewrite(cell: str) -> str:
        try:
            return datetime.strptime(cell, "%d %b %Y").strftime(pattern)  # noqa: DTZ007 - a day
        except ValueError:
            return cell

    rows = [[rewrite(cell) for cell in row] for row in rows_of(XERO)]
    assert any(written in row for row in rows)
    assert tables(write_csv(rows)) == tables(text(XERO).encode())


def test_the_days_of_the_report_decide_the_date_order() -> None:
    rows = [
        ["Account Transactions"], ["Teal Harbour Supplies Pty Ltd"], ["For the month ended 31 May 2027"],
        ["Date", "Source", "Debit", "Credit"], ["Stock"], ["05/03/2027", "Payable Invoice", "5.00", ""],
        ["05/04/2027", "Payable Invoice", "2.00", ""], ["Total Stock", "", "7.00", "0.00"],
    ]  # fmt: skip
    landing = land(write_csv([[*row, *[""] * (4 - len(row))] for row in rows]))
    assert landing.tables["ledger_entries"]["entry_date"].to_pylist() == [date(2027, 5, 3), date(2027, 5, 4)]
    assert landing.reading["date_evidence"] == "only this order puts every day within the days of the report"


@pytest.mark.parametrize("sample", [XERO, QBO, "xero/ledger_detail.csv", "myob/general_ledger.csv"])
def test_order_of_columns_changes_nothing(sample: str) -> None:
    rows = rows_of(sample)
    header = next(number for number, row in enumerate(rows) if sum(map(bool, row)) > 3)
    first = 1 if not rows[header][0] else 0
    places = [0, *range(len(rows[header]) - 1, 0, -1)] if first else [*range(len(rows[header]))][::-1]
    moved = [[row[index] for index in places] if sum(map(bool, row)) > 1 else row for row in rows]
    assert tables(write_csv(moved)) == tables(text(sample).encode())


def test_blank_rows_and_lines_above_change_nothing() -> None:
    rows = rows_of(XERO)
    filtered = [*rows[:3], ["Tracking: North"], ["Accrual Basis"], [], *rows[3:5], [], *rows[5:]]
    assert tables(write_csv(filtered)) == tables(text(XERO).encode())
