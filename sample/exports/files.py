"""How the tables are written: encodings, dates, numbers, file names, and the settings that go with them."""

import csv
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

from sample.books import Books
from sample.company.company import Company
from sample.company.months import Month
from sample.exports.reconciliation import reconciliation
from sample.exports.reports import Cell, Report, Row, adjustments, cogs, payments, purchases, sales, valuation

OMNI = (sales, cogs, purchases, adjustments, payments, valuation, reconciliation)


def write_exports(books: Books, folder: Path) -> None:
    """One folder of files for each month."""
    for month in books.months:
        target = folder / str(month)
        target.mkdir(parents=True, exist_ok=True)
        snapshot = books.at(month)
        for report in (write(snapshot) for write in OMNI):
            write_rows(target / file_name(books.company, report.name, month), lines(report, books.company))
        (target / "organisation.toml").write_text(settings(books, month), encoding="utf-8")


def file_name(company: Company, report: str, month: Month) -> str:
    """People name files differently."""
    if company.date_order == "month-first":
        return f"{''.join(word[0].upper() + word[1:] for word in report.split())}_{month}.csv"
    return f"{report} {month}.csv"


def write_rows(path: Path, rows: Iterable[list[str]], encoding: str = "utf-8-sig") -> None:
    """As Windows programs write them."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows(rows)


def lines(report: Report, company: Company) -> Iterable[list[str]]:
    """Titles padded to the width of the header, header, rows, total."""
    width = len(report.header)
    for title in (*report.title, *([""] if report.title else [])):
        yield [title, *[""] * (width - 1)]
    yield report.header
    rows: list[Row] = [*report.rows, report.grand_total()] if report.total else report.rows
    for row in rows:
        yield [cell(value, company) for value in row]


def cell(value: Cell, company: Company) -> str:
    """Dates in the order of the country, money with thousands separators."""
    if value is None:
        return ""
    if isinstance(value, date):
        return short_day(value, company)
    return f"{value:,}" if isinstance(value, Decimal) else str(value)


def short_day(day: date, company: Company) -> str:
    """In figures."""
    return f"{day:%m/%d/%Y}" if company.date_order == "month-first" else f"{day:%d/%m/%Y}"


def settings(books: Books, month: Month) -> str:
    """The organisation as its finance lead describes it."""
    company = books.company
    values: dict[str, str | bool | int | date] = {
        "name": company.name,
        "package": company.package,
        "inventory_method": "perpetual",
        "currency": company.currency,
        "time_zone": company.time_zone,
        "date_order": company.date_order,
        "uses_pos": company.uses_pos,
        "uses_ecommerce": company.uses_ecommerce,
        "batches_sales": company.batches_sales,
        "third_party_sales_poster": False,
        "upload_state": company.upload_state,
        "past_months": 12,
        "exported_on": books.exported_on(month),
        "period": str(month),
    }
    roles = ("inventory", "cogs", "revenue", "receivable", "payable", "landed_costs", "adjustments")
    accounts = {role: company.accounts[role] for role in roles}
    return "\n".join(
        [
            *(f"{key} = {toml(value)}" for key, value in values.items()),
            "\n[accounts]",
            *(f"{role} = [{{ code = {toml(a.code)}, name = {toml(a.name)} }}]" for role, a in accounts.items()),
            "\n[reference_prefixes]",
            *(f"{kind} = {toml(prefix)}" for kind, prefix in company.prefixes.items()),
            "",
        ]
    )


def toml(value: str | bool | int | date) -> str:
    """A TOML value."""
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
