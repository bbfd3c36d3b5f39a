"""The traces of a program that opened a file in another date order and exchanged days and months (exports.md#dates)."""

from collections.abc import Collection

from close.errors import Refused
from loaders.cells.days import EMPTY_DAYS, DayCell, parse_day

_ORDERS = ("day-first", "month-first")


class ConvertedDays(Refused):
    """A column in which only the dates whose day and month can be exchanged are dates, and all others are text."""

    def __init__(self, text: DayCell, date: DayCell) -> None:
        super().__init__(
            f'Line {text.line}, {text.column}: "{text.text}" is text, but "{date.text}" in line {date.line} is a date, '
            "and only days up to 12 are dates in this column. Excel does this when it opens a file in the date order "
            "of another country: it exchanges day and month where it can, and leaves the others as text. Export the "
            "report again, and upload it without opening it in Excel."
        )


def check_converted(cells: Collection[DayCell], serials: bool = False) -> None:
    """Raise ConvertedDays if the column is divided as such a program divides it.

    Nobody who types dates stops after the twelfth of each month, so both kinds in one column are evidence enough.
    """
    dates, texts = [], []
    for cell in sorted(cells, key=lambda cell: cell.line):
        day, readings = parse_day(cell.text, "any", serials), _count_readings(cell.text)
        if readings > 1 or (day and day.day > 12):
            return
        if day and day not in EMPTY_DAYS:
            dates.append(cell)
        elif readings and not day:
            texts.append(cell)
    if dates and texts:
        raise ConvertedDays(texts[0], dates[0])


def _count_readings(text: str) -> int:
    """Return in how many orders a text can be read, if its order matters."""
    return 0 if parse_day(text, "any") else sum(parse_day(text, order) is not None for order in _ORDERS)
