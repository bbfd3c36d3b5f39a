"""A sheet of the month pack, written from top to bottom: its head, its cells, and how it is printed.

Text is written as text, whatever it begins with. Only `formula` writes formulas, and only addresses go into them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from close.archive.export import LONGEST_NAME, neutralise

A4 = 9
NARROW, WIDE = 11, 38  # in characters
HEIGHT = 15  # of a line, in points
LONGEST_HEADER = 90  # of the 255 characters that a header has for its three parts
CONTENTS = "Contents"
INK, FAINT, LINE, GROUND = "#1c2733", "#5d6b7a", "#c3ccd5", "#f2f5f8"
_TOP, _RIGHT = {"valign": "top"}, {"align": "right", "indent": 1}
_MONEY, _TOTAL = {"num_format": "#,##0.00_)_);(#,##0.00)_)"}, {"bold": True, "top": 1, "bottom": 6}
STYLES: Mapping[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "font_color": INK},
    "section": {"bold": True, "font_size": 12, "font_color": INK, "bottom": 1, "bottom_color": LINE},
    "number section": {"bold": True, "font_color": INK, "bottom": 1, "bottom_color": LINE, **_RIGHT},
    "faint": {"font_color": FAINT},
    "caution": {"bold": True, "font_color": "#b25c00"},
    "link": {"font_color": "#2a5fb0", "underline": 1, **_TOP},
    "head": {"bold": True, "bottom": 1, "bg_color": GROUND, "text_wrap": True, **_TOP},
    "number head": {"bold": True, "bottom": 1, "bg_color": GROUND, "text_wrap": True, **_RIGHT, **_TOP},
    "text": _TOP,
    "strong": {"bold": True, **_TOP},
    "long": {"text_wrap": True, **_TOP},
    "money": {**_MONEY, **_TOP},
    "count": {"num_format": "#,##0_)_)", **_TOP},
    "day": {"num_format": "d mmm yyyy", "align": "left", **_TOP},
    "unknown": {"italic": True, "font_color": "#b25c00", **_RIGHT, **_TOP},
    "total": _TOTAL,
    "total money": {**_MONEY, **_TOTAL},
    "total count": {"num_format": "#,##0_)_)", **_TOTAL},
}


@dataclass
class Sheet:
    """A worksheet with a cursor. Rows are written in order, because rows that are done do not stay in memory."""

    page: Worksheet
    formats: Mapping[str, Format]
    line: int = 0
    widths: dict[int, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name on the tab."""
        return str(self.page.get_name())

    def set_height(self, lines: int) -> None:
        """Make the current row as high as some lines of text, because not every program does that by itself."""
        self.page.set_row(self.line, HEIGHT * lines)

    def put(self, column: int, value: Any, style: str = "") -> None:
        """Write a value to a column of the current row, in a style or in that of its kind. None leaves it blank."""
        if value is None:
            return
        if isinstance(value, Decimal):
            self.page.write_number(self.line, column, value, self.formats[style or "money"])
        elif isinstance(value, int) and not isinstance(value, bool):
            self.page.write_number(self.line, column, value, self.formats[style or "count"])
        elif isinstance(value, date):
            self.page.write_datetime(self.line, column, value, self.formats[style or "day"])
        else:
            self.page.write_string(self.line, column, neutralise(str(value)), self.formats[style or "text"])

    def formula(self, column: int, formula: str, value: Decimal | int, style: str = "money") -> str:
        """Write a formula with the value that it has, and return the address of its cell for other sheets."""
        self.page.write_formula(self.line, column, formula, self.formats[style], value)
        return self.address(column)

    def link(self, column: int, sheet: str, text: str) -> None:
        """Write a link to the top of another sheet."""
        self.page.write_url(self.line, column, f"internal:'{sheet}'!A1", self.formats["link"], text)

    def row(self, *cells: Any, style: str = "") -> None:
        """Write the cells of a row, and go to the next."""
        for column, value in enumerate(cells):
            self.put(column, value, style)
        self.line += 1

    def address(self, column: int) -> str:
        """Return the address of a cell in the current row as other sheets use it."""
        return f"'{self.name}'!{xl_rowcol_to_cell(self.line, column, True, True)}"

    def cell(self, column: int, line: int | None = None) -> str:
        """Return the address of a cell within the sheet."""
        return str(xl_rowcol_to_cell(self.line if line is None else line, column))

    def head(self, title: str, about: str, cautions: Sequence[str] = (), legend: str = "") -> None:
        """Write the title, what the sheet shows, its cautions, the link back and what a mark in it means."""
        self.row(title, style="title")
        self.row(about, style="faint")
        for caution in cautions:
            self.row(caution, style="caution")
        if self.name != CONTENTS:
            self.link(0, CONTENTS, "Back to the contents")
            self.line += 1
        if legend:
            self.row(legend, style="faint")
        self.line += 1

    def set_up(self, facts: Mapping[str, Any], widths: Sequence[int], head: int | None = None) -> None:
        """Set the widths, the frozen and repeated head, and the page to print: landscape, fitted to its width."""
        for column, width in enumerate(widths):
            self.page.set_column(column, column, width)
        if head is not None:
            self.page.freeze_panes(head + 1, 0)
            self.page.repeat_rows(head)
        self.page.set_landscape()
        self.page.set_paper(A4)
        self.page.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.7)
        self.page.fit_to_pages(1, 0)
        self.page.hide_gridlines(2)
        name = str(facts["organisation"])[:LONGEST_HEADER].replace("&", "&&")
        self.page.set_header(f"&L&9{_space(name)}&C&9{self.name}&R&9{facts['month']}")
        self.page.set_footer(f"&L&8Tieout, {facts['drawn_from']}&R&8Page &P of &N")


def _space(name: str) -> str:
    """Return a name that cannot be read as a part of the font size in front of it."""
    return f" {name}" if name[:1].isdigit() else name


def add_sheet(book: xlsxwriter.Workbook, name: str, formats: Mapping[str, Format]) -> Sheet:
    """Add a sheet at the end of a workbook."""
    return Sheet(book.add_worksheet(name[:LONGEST_NAME]), formats)


def count_lines(text: str, width: int) -> int:
    """Return the lines that a text takes in a column, about: a line is broken between words."""
    return max(1, ceil(len(text) * 0.95 / width))
