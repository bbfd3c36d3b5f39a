"""Exports made for tests: the same sales in any dialect, and a function to read them."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pyarrow as pa
import xlsxwriter

from close.spools import read_whole
from close.store.warehouse import Landing, Settings
from loaders import Card, Folder, read
from loaders.intake.organisation import Organisation

Row = tuple[object, ...]
HEADERS = (
    "Created Date",
    "Order Ref",
    "Customer",
    "Full Dispatched / Completed Date",
    "Invoice / Credit Note Date",
    "Invoice Status",
    "Payment Batch Reference",
    "Qty Ordered",
    "Qty Dispatched",
    "Sales (Incl)",
    "Sales Tax",
    "Sales",
    "Cost",
)
SALES: tuple[Row, ...] = (
    (
        date(2027, 9, 1), "K-1", "Ruth, Iris & Co", date(2027, 9, 2), date(2027, 9, 13), "Imported", None,
        Decimal(10), Decimal(10), Decimal("1150.00"), Decimal("150.00"), Decimal("1000.00"), Decimal("400.25"),
    ),
    (
        date(2027, 9, 5), "K-2", "Café Noir", date(2027, 9, 27), None, "Not Imported Yet", None,
        Decimal(3), Decimal("2.5"), Decimal("34.50"), Decimal("4.50"), Decimal("30.00"), None,
    ),
    (
        date(2027, 9, 6), "KC-1", 'The "Barn"', None, date(2027, 9, 30), "Do Not Import", "B-9",
        Decimal(-1), Decimal(0), Decimal("-1234.75"), Decimal("-161.05"), Decimal("-1073.70"), Decimal("-0.50"),
    ),
)  # fmt: skip
SUMMED = range(7, 13)
PATTERNS = {"day-first": "%d/%m/%Y", "month-first": "%m/%d/%Y", "year-first": "%Y-%m-%d"}
SETTINGS = Settings(name="Kelp", prefixes={"sales_order": "K-", "credit_note": "KC-"})


def folder(settings: Settings | None = SETTINGS, period: str = "2027-09") -> Folder:
    return Folder(Organisation(settings, period, {}) if settings else None, None if settings else period)


def total_row(rows: Sequence[Row] = SALES) -> Row:
    columns = ([value for row in rows if isinstance(value := row[index], Decimal)] for index in SUMMED)
    sums = [sum(column, Decimal()) for column in columns]
    return ("Grand Total", *[None] * 6, *sums)


def print_cell(value: object, order: str = "day-first", mark: str = ".", grouped: bool = True) -> str:
    if isinstance(value, date):
        return value.strftime(PATTERNS[order])
    if isinstance(value, Decimal):
        text = f"{value:,}" if grouped else str(value)
        return text if mark == "." else text.translate(str.maketrans(".,", ",."))
    return "" if value is None else str(value)


def write_csv(rows: Sequence[Sequence[str]], delimiter: str = ",", end: str = "\r\n", encoding: str = "utf-8") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    return text.getvalue().encode(encoding)


def sales_csv(rows: Sequence[Row] = SALES, headers: Sequence[str] = HEADERS, total: bool = True) -> bytes:
    """Return a plain csv of sales: commas, UTF-8, day-first."""
    body = [*rows, total_row(rows)] if total else rows
    return write_csv([list(headers), *[[print_cell(value) for value in row] for row in body]])


def write_xlsx(rows: Sequence[Sequence[object]], start: tuple[int, int] = (0, 0)) -> bytes:
    """Write days and decimals as Excel stores them: numbers with a format."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        sheet, days = workbook.add_worksheet("Report"), workbook.add_format({"num_format": "dd/mm/yyyy"})
        for number, row in enumerate(rows):
            for index, value in enumerate(row):
                cell = (start[0] + number, start[1] + index)
                if isinstance(value, date):
                    sheet.write_datetime(*cell, value, days)
                elif isinstance(value, Decimal):
                    sheet.write_number(*cell, value)
                elif value is not None:
                    sheet.write_string(*cell, str(value))
    return target.getvalue()


def land_text(text: str, name: str = "sample.csv", settings: Settings | None = SETTINGS) -> Landing:
    return read(name, text.encode(), folder=folder(settings)).landing


def rows_of(landing: Landing, lines: bool = True) -> pa.Table:
    """Return the landed rows of the only table, in the order of the file."""
    (rows,) = landing.tables.values()
    table = read_whole(rows).sort_by("_line")
    return table if lines else table.drop_columns(["_line"])


def refusals(cards: Sequence[Card]) -> list[str]:
    return ["\n".join(card.problems) for card in cards if card.status == "refused"]
