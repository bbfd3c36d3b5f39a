"""The format of every export: CSV files as written by Windows programs, and days in the country's order."""

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sample.company.months import Month
from sample.company.profiles import Company


def write_rows(path: Path, rows: Iterable[list[str]], encoding: str = "utf-8-sig") -> None:
    """Write rows as Windows programs do."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows(rows)


def short_day(day: date, company: Company) -> str:
    """Format a day in digits."""
    return f"{day:%m/%d/%Y}" if company.date_order == "month-first" else f"{day:%d/%m/%Y}"


def period_line(company: Company, month: Month) -> str:
    """Write a period line in the style of the accounting packages."""
    return f"For the period {long_day(company, month.start)} to {long_day(company, month.end)}"


def long_day(company: Company, day: date) -> str:
    """Format a day in words, in the country's order."""
    month_first = company.date_order == "month-first"
    return f"{day:%B} {day.day}, {day.year}" if month_first else f"{day.day} {day:%B} {day.year}"
