"""Where a date falls as seen from the month being closed; a blank one has a place of its own and never hides."""

from datetime import date

import pyarrow as pa

from close.months import Month

WHERE = "where"


def placed(table: pa.Table, column: str, month: Month) -> pa.Table:
    """The rows with a column `where`: in the month, before it, after it, or no date."""
    places = [place(day, month) for day in table[column].to_pylist()]
    return table.append_column(WHERE, pa.array(places, pa.string()))


def place(day: date | None, month: Month) -> str:
    """A day in words."""
    if day is None:
        return "No date"
    if day < month.start:
        return "Earlier"
    return "Later" if day > month.end else "In the month"
