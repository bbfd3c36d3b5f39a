"""The files of Omni's reports for each month, with organisation.toml: their names and cells."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

from sample.books import Books
from sample.company.months import Month
from sample.company.profiles import Company
from sample.exports.omni_movements import movements
from sample.exports.omni_reconciliation import reconciliation
from sample.exports.omni_reports import Cell, Report, Row, adjustments, cogs, payments, purchases, sales, valuation
from sample.exports.organisation_file import settings
from sample.exports.writing import short_day, write_rows

OMNI = (sales, cogs, purchases, adjustments, payments, valuation, reconciliation, movements)


def write_exports(books: Books, folder: Path) -> None:
    """Write a folder of files for each month."""
    for month in books.months:
        target = folder / str(month)
        target.mkdir(parents=True, exist_ok=True)
        snapshot = books.at(month)
        for report in (write(snapshot) for write in OMNI):
            write_rows(target / file_name(books.company, report.name, month), lines(report, books.company))
        (target / "organisation.toml").write_text(settings(books, month), encoding="utf-8", newline="\n")


def file_name(company: Company, report: str, month: Month) -> str:
    """Return a name for a file, in one of the styles that people use."""
    if company.date_order == "month-first":
        return f"{''.join(word[0].upper() + word[1:] for word in report.split())}_{month}.csv"
    return f"{report} {month}.csv"


def lines(report: Report, company: Company) -> Iterable[list[str]]:
    """Return the lines: title padded to the width of the header, header, rows, total."""
    width = len(report.header)
    for title in (*report.title, *([""] if report.title else [])):
        yield [title, *[""] * (width - 1)]
    yield report.header
    rows: list[Row] = [*report.rows, report.grand_total()] if report.total else report.rows
    for row in rows:
        yield [cell(value, company) for value in row]


def cell(value: Cell, company: Company) -> str:
    """Format a cell: dates in the country's order, money with thousands separators."""
    if value is None:
        return ""
    if isinstance(value, date):
        return short_day(value, company)
    return f"{value:,}" if isinstance(value, Decimal) else str(value)
