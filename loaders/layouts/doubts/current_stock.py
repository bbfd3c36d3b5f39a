"""Lists of the stock at the time of their export, which is not the stock at month end."""

import re
from collections.abc import Iterator

from loaders.cells.date_ranges import find_date_range
from loaders.layouts.description import Check, Export

# Nobody knows how much was available or on order on a day in the past.
_COLUMNS = re.compile(
    r"\W*((qty|quantity|stock)\W+)?(available|incoming|on (order|hold)|allocated|committed|reserved|open sales)"
    r"(\W+(qty|quantity|stock|to sell))?\W*",
    re.IGNORECASE,
)
_LINES = re.compile(r"\b(as (at|of) (today|now)|current stock|today's)\b", re.IGNORECASE)


def find_current_stock(export: Export) -> Check | None:
    """Return a remark for the card if a header or a line says that it is today's stock, and no line states a day."""
    if find_date_range(export.preamble, None):
        return None
    said = next(_list_signs(export), None)
    if not said:
        return None
    detail = (
        f'"{said}" shows that this is the stock at the time of the export. Make sure that it was exported at month '
        "end, or export Historic Stock Valuations for the month's last day"
    )
    return Check("Day", "not proven", detail)


def _list_signs(export: Export) -> Iterator[str]:
    yield from filter(_LINES.search, export.preamble)
    yield from (header for header in export.sheet.row(export.header) if header and _COLUMNS.fullmatch(header))
