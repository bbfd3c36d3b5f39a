"""The bytes of a page in a style: delimited text, or a workbook of values or of texts."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, NamedTuple

import xlsxwriter

from loaders.cells.columns import Column
from tests.dressing.styles import Style
from tests.dressing.tailor import Page, has_currency, is_sided

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}

QUOTES: dict[str, Literal[0, 1]] = {"where needed": csv.QUOTE_MINIMAL, "everywhere": csv.QUOTE_ALL}


class _Shown(NamedTuple):
    text: str
    value: object


def write_page(page: Page, style: Style) -> bytes:
    """Return the file."""
    cells = [[show_cell(cell, kind, style) for cell, kind in zip(row, page.kinds, strict=True)] for row in page.rows]
    return _write_workbook(cells, page, style) if style.is_workbook else _write_text(cells, style)


def show_cell(cell: object, kind: Column | None, style: Style) -> _Shown:
    """Return a cell as text, and as the value that a workbook stores."""
    if isinstance(cell, tuple):
        return _Shown(f"{show_cell(cell[1], None, style).text} Total", None)
    if isinstance(cell, date):
        day = "%d %b %Y" if style.day == "serial" else style.day
        return _Shown(datetime.combine(cell, datetime.min.time()).strftime(day), cell)
    if isinstance(cell, Decimal):
        return _Shown(_show_amount(cell, kind, style), cell)
    return _Shown("" if cell is None else str(cell), None)


def _show_amount(amount: Decimal, kind: Column | None, style: Style) -> str:
    group, mark = (style.number[1], style.number[-3]) if len(style.number) > 7 else ("", ".")
    digits = f"{abs(amount):,}".replace(",", "t").replace(".", mark).replace("t", "\u00a0" if group == " " else group)
    text = style.currency.format(digits) if has_currency(kind) else digits
    side = is_sided(kind)
    negative = style.negative.replace("CR", side) if side or "CR" not in style.negative else "-{}"
    return negative.format(text) if amount < 0 else text


def _write_text(cells: list[list[_Shown]], style: Style) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(
        text, delimiter=DELIMITERS[style.shape], lineterminator=style.line_end, quoting=QUOTES[style.quotes]
    )
    writer.writerows([cell.text for cell in row] for row in cells)
    return _simplify(text.getvalue(), style.encoding).encode(style.encoding)


def _simplify(text: str, encoding: str) -> str:
    """Return the text as Windows programs write it, which have no minus sign other than the hyphen."""
    return text.replace("−", "-") if encoding == "cp1252" else text


def _write_workbook(cells: list[list[_Shown]], page: Page, style: Style) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Report")
        days = workbook.add_format({} if style.day == "serial" else {"num_format": "dd/mm/yyyy"})
        for number, row in enumerate(cells):
            for index, cell in enumerate(row):
                is_value = style.shape == "workbook" and cell.value is not None
                if is_value and isinstance(cell.value, date):
                    sheet.write_datetime(number, index, cell.value, days)
                elif is_value:
                    sheet.write_number(number, index, cell.value)
                elif cell.text:
                    sheet.write_string(number, index, cell.text)
            if style.gaps == "hidden rows" and number > page.header and number % 5 == 0:
                sheet.set_row(number, None, None, {"hidden": True})
    return target.getvalue()
