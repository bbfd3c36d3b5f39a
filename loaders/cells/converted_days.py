"""The traces of a program that opened a file in another date order and exchanged days and months (exports.md#dates)."""

from collections.abc import Collection, Iterable
from datetime import date

from close.errors import Refused
from loaders.cells.days import EMPTY_DAYS, DayCell, parse_day

_ORDERS = ("day-first", "month-first")
_MONTHS = 12


class ConvertedDays(Refused):
    """A column in which only the dates whose day and month can be exchanged are dates, and all others are text."""

    def __init__(self, text: DayCell, other: DayCell) -> None:
        super().__init__(
            f'Line {text.line}, {text.column}: "{text.text}" is text, "{other.text}" in line {other.line} is a date, '
            "and only days up to 12 are dates in this column. Excel does this when it opens a file in the date order "
            "of another country: it exchanges day and month where it can, and leaves the others as text. Export the "
            "report again, and upload it without opening it in Excel."
        )


def check_converted(cells: Collection[DayCell], serials: bool = False) -> None:
    """Raise ConvertedDays if the column is divided as such a program divides it.

    It passes if more of the dates are in the months of the text than would be with day and month exchanged.
    """
    dates, texts = dict[date, DayCell](), dict[date, DayCell]()
    for cell in sorted(cells, key=lambda cell: cell.line, reverse=True):
        day = parse_day(cell.text, "any", serials)
        readings = {reading for order in _ORDERS if (reading := day or parse_day(cell.text, order))}
        if len(readings) > 1 or (day and day.day > _MONTHS):
            return
        if readings and day not in EMPTY_DAYS:
            (dates if day else texts)[readings.pop()] = cell
    if dates and texts and _count_alike(dates, texts) <= _count_alike(map(_exchange, dates), texts):
        raise ConvertedDays([*texts.values()][-1], [*dates.values()][-1])


def _count_alike(days: Iterable[date], others: Iterable[date]) -> int:
    """Count the days that are in a month of the others."""
    months = {(day.year, day.month) for day in others}
    return sum((day.year, day.month) in months for day in days)


def _exchange(day: date) -> date:
    return day.replace(month=day.day, day=day.month)
