"""Periods: months as text such as 2026-03, which sorts correctly and works in a URL, and their dates."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from close.errors import Refused

PERIOD = re.compile(r"(199\d|20\d\d)-(0[1-9]|1[0-2])")  # a slip such as 9026 would make thousands of months
LAST = "2099-12"  # every rule is in force, and every setting


class BadPeriod(Refused):
    """A period that is not a month in the form 2026-03."""


@dataclass(frozen=True)
class Month:
    """A month and its dates."""

    period: str

    @property
    def start(self) -> date:
        """The first day of the month."""
        return date(int(self.period[:4]), int(self.period[5:]), 1)

    @property
    def end(self) -> date:
        """The last day of the month: the month end."""
        return self.next.start - timedelta(days=1)

    @property
    def next(self) -> "Month":
        """The following month."""
        year, month = int(self.period[:4]), int(self.period[5:])
        return Month(f"{year + month // 12}-{month % 12 + 1:02d}")

    @property
    def previous(self) -> "Month":
        """The previous month."""
        day = self.start - timedelta(days=1)
        return Month(f"{day.year}-{day.month:02d}")

    def parameters(self) -> dict[str, str | date]:
        """Return the SQL parameters by name, without the dollar sign."""
        return {
            "period": self.period,
            "period_start": self.start,
            "period_end": self.end,
            "previous_period": self.previous.period,
            "previous_end": self.previous.end,
        }


def month(period: str) -> Month:
    """Return the month of a period. Raises BadPeriod."""
    if not PERIOD.fullmatch(period):
        raise BadPeriod(f'"{period}" is not a month from 1990 to 2099. Write it as 2026-03.')
    return Month(period)


def say_day(day: date) -> str:
    """Return a day in words: 5 March 2026. Windows has no directive for a day without its zero."""
    return f"{day.day} {day:%B %Y}"
