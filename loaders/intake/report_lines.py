"""The lines above the headers of a report and below its rows: the currency and the filters that they state."""

import re
from collections.abc import Iterator

from close.store.datasets import LEDGER_ENTRIES
from close.store.warehouse import Settings
from loaders.cells.stated_currencies import check_lines
from loaders.layouts.description import Check, Export
from loaders.layouts.stated_organisation import is_named

_NOTES = 5
_COLUMNS = (
    "branch|warehouse|location|(?:sub ?)?category|product(?: type)?|supplier|vendor|customer|contact|source|channel"
    "|brand|class|region|department|status"
)
_FILTERS = tuple(
    re.compile(rf"^\W*{begins}(?P<rule>\S.*)", re.IGNORECASE | re.DOTALL)
    for begins in (
        r"(?:(?:applied|active|report) )?filters?(?: applied| used)?\s*[:=\n]\s*",
        r"filtered\W+(?:by|on|for|to|where)\b\W*",
        rf"(?:{_COLUMNS})\s*(?:[:=]|\bis\b)\s*",
    )
)
_UNFILTERED = re.compile(r"\W*(?:all|any|none|no|n/?a|not)\b", re.IGNORECASE)


def check_report_lines(export: Export, settings: Settings | None) -> tuple[Check, ...]:
    """Return remarks for the card: a filter, and a currency if the settings state none.

    Raises OtherReportCurrency, ScaledAmounts.
    """
    lines = [each for each in _list_lines(export) if not (settings and is_named(each[1], settings))]
    books = settings.currency.strip().upper() if settings else ""
    stated = check_lines(lines, books)
    remarks = list(_find_filters(export, lines))
    if stated and not books:
        detail = f'the file states "{stated}", and the settings do not state the currency of the books'
        remarks.append(Check("Currency", "not proven", detail))
    return tuple(remarks)


def _find_filters(export: Export, lines: list[tuple[int, str]]) -> Iterator[Check]:
    """Return a remark on the first line that states a filter. A ledger's layout remarks on those above its headers."""
    is_ledger = export.loader.dataset.name == LEDGER_ENTRIES.name
    first = export.sheet.line(export.header) if is_ledger else 0
    for line, text in lines:
        rules = (match["rule"] for pattern in _FILTERS if (match := pattern.match(text)))
        if line > first and any(not _UNFILTERED.match(rule) for rule in rules):
            said = " ".join(text.split())
            yield Check("Whole report", "not proven", f'line {line} says "{said}": the report may leave rows out')
            return


def _list_lines(export: Export) -> Iterator[tuple[int, str]]:
    """Return the lines above the headers, and the notes below the last row that has more than one cell."""
    sheet = export.sheet
    for index in range(export.header):
        yield sheet.line(index), _join(sheet.row(index))
    for index in range(sheet.rows - 1, max(export.header, sheet.rows - 1 - _NOTES), -1):
        cells = list(filter(None, sheet.row(index)))
        if len(cells) > 1:
            return
        yield sheet.line(index), cells[0]


def _join(row: tuple[str | None, ...]) -> str:
    """Return the cells as text. Those of a merged title may all repeat it."""
    return " ".join(dict.fromkeys(filter(None, row)))
