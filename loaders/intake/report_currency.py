"""The currency that a report states above or below its rows, compared with that of the books."""

from collections.abc import Iterator

from close.store.warehouse import Settings
from loaders.cells.stated_currencies import check_lines
from loaders.layouts.description import Check, Export
from loaders.layouts.stated_organisation import is_named

_NOTES = 5


def check_currency(export: Export, settings: Settings | None) -> tuple[Check, ...]:
    """Return a remark for the card if a report states a currency, but the settings do not.

    Raises OtherReportCurrency, ScaledAmounts.
    """
    books = settings.currency.strip().upper() if settings else ""
    lines = ((line, text) for line, text in _list_lines(export) if not (settings and is_named(text, settings)))
    stated = check_lines(lines, books)
    if books or not stated:
        return ()
    detail = f'the file states "{stated}", and the settings do not state the currency of the books'
    return (Check("Currency", "not proven", detail),)


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
