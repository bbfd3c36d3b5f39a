"""A period is the text 2026-03: it sorts, prints and fits a URL. These are the days it implies."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from close.errors import Refused

PERIOD = re.compile(r"^\d{4}-(0[1-9]|1[0-2])$")


class BadPeriod(Refused):
    """A period that is not a month written as 2026-03."""


@dataclass(frozen=True)
class Month:
    """A period and the days that it implies."""

    period: str

    @property
    def start(self) -> date:
        """First day."""
        return date(int(self.period[:4]), int(self.period[5:]), 1)

    @property
    def end(self) -> date:
        """Return the last day of the month: the month end."""
        return self.next.start - timedelta(days=1)

    @property
    def next(self) -> "Month":
        """The month after."""
        year, month = int(self.period[:4]), int(self.period[5:])
        return Month(f"{year + month // 12}-{month % 12 + 1:02d}")

    @property
    def previous(self) -> "Month":
        """The month before."""
        day = self.start - timedelta(days=1)
        return Month(f"{day.year}-{day.month:02d}")

    def parameters(self) -> dict[str, str | date]:
        """The parameters of SQL, `$name` -> value."""
        return {
            "period": self.period,
            "period_start": self.start,
            "period_end": self.end,
            "previous_period": self.previous.period,
            "previous_end": self.previous.end,
        }


def month(period: str) -> Month:
    """The month of a period. Raises BadPeriod."""
    if not PERIOD.match(period):
        raise BadPeriod(f'"{period}" is not a period; write a month as 2026-03.')
    return Month(period)
