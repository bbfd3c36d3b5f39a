"""Calendar months, the unit in which exports are taken."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random


@dataclass(frozen=True, order=True)
class Month:
    """A month, printed as the name of its export folder."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.year, self.number, 1)

    @property
    def end(self) -> date:
        """The last day."""
        return self.next.start - timedelta(days=1)

    @property
    def next(self) -> "Month":
        """The next month."""
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def previous(self) -> "Month":
        """The previous month."""
        return month_of(self.start - timedelta(days=1))

    def holds(self, day: date | None) -> bool:
        """Return True if a day is in the month. A blank date is not in any month."""
        return day is not None and (day.year, day.month) == (self.year, self.number)

    def last_days(self, rng: Random, most: int = 3) -> date:
        """Return a random day near the end of the month."""
        return self.end - timedelta(days=rng.randrange(most))

    def first_days_after(self, rng: Random, most: int = 3) -> date:
        """Return a random day early in the next month, which exports taken after the month end already show."""
        return self.next.start + timedelta(days=rng.randrange(most))

    def well_after(self, rng: Random) -> date:
        """Return a random day in the next month that is too late for this month's exports."""
        return self.next.start + timedelta(days=rng.randrange(10, 20))


def month_of(day: date) -> Month:
    """Return the month of a day."""
    return Month(day.year, day.month)


def months_from(first: Month, count: int) -> tuple[Month, ...]:
    """Return consecutive months, starting with the first."""
    months = [first]
    while len(months) < count:
        months.append(months[-1].next)
    return tuple(months[:count])


def later(rng: Random, day: date, most: int) -> date:
    """Return the day itself or a random later day."""
    return day + timedelta(days=rng.randint(0, most))


def within(day: date, month: Month) -> date:
    """Return the closest day within the month."""
    return min(max(day, month.start), month.end)
