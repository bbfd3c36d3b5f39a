"""Which month a file is for: everything that speaks must agree (design.md section 3)."""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from loaders.days import MONTHS, parse_day

_ENOUGH = 10
_DAY = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?[ -][A-Za-z]{3,9}\.?,?[ -]\d{4}|[A-Za-z]{3,9}\.? \d{1,2},? \d{4}"
    r"|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4})"
)
_RANGE = re.compile(rf"({_DAY})\s*(?:to|until|through|-|–|—)\s*({_DAY})", re.IGNORECASE)
_UNTIL = re.compile(
    rf"(?:\b(?:as at|as of|as on|ended|ending|end date:?|to)|\b\d{{1,2}}\s*[-–])\s*({_DAY})", re.IGNORECASE
)
_NAMED = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_MONTH_LINE = re.compile(rf"^(?:.*\b(?:month|period)\b.*?[ :])?({_NAMED})\.?[ -]+(\d{{4}})$", re.IGNORECASE)
_FULL_DATES = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th)?[-_ .]?{_NAMED}[-_ .,]*\d{{2,4}}|{_NAMED}[-_ .]\d{{1,2}}(?:st|nd|rd|th)?[-_ ,.]+\d{{4}}"
    r"|\d{4}([-_.])\d{1,2}\1\d{1,2}|\d{1,2}([-_.])\d{1,2}\2\d{2,4}|(?<!\d)20\d{6}(?!\d)",
    re.IGNORECASE,
)
_NAME_MONTHS = (
    re.compile(r"(?<!\d)(?P<y>20\d\d)[-_ .]?(?P<m>0[1-9]|1[0-2])(?!\d)"),
    re.compile(r"(?<!\d)(?P<m>0[1-9]|1[0-2])[-_ .](?P<y>20\d\d)(?!\d)"),
    re.compile(rf"(?<![A-Za-z])(?P<m>{_NAMED})[-_ .']*(?P<y>20\d\d)(?!\d)", re.IGNORECASE),
    re.compile(rf"(?<!\d)(?P<y>20\d\d)[-_ .]+(?P<m>{_NAMED})(?![A-Za-z])", re.IGNORECASE),
)


class PeriodUnknown(Refused):
    """Nothing says which month a file is for."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing says which month this file is for. Choose the month (--period 2026-03), or drop an "
            'organisation.toml with period = "2026-03" beside it.'
        )


class PeriodsDisagree(Refused):
    """Two things that tell the month of a file tell different months."""

    def __init__(self, one: "Evidence", other: "Evidence") -> None:
        super().__init__(
            f"{one.words} says {one.period}, but {other.words} says {other.period}. "
            "Drop the right file, or put right what is wrong."
        )


class BadPeriod(Refused):
    """A month that is not written as 2026-03."""

    def __init__(self, text: str) -> None:
        super().__init__(f'"{text}" is no month. Write it as 2026-03.')


class WrongMonth(Refused):
    """The documents of a file are mostly of another month."""

    def __init__(self, period: str, inside: int, other: str, outside: int) -> None:
        super().__init__(
            f"This file is meant for {period}, but {outside} of its dates are in {other} and {inside} in {period}. "
            "It seems to be the export of another month."
        )


class Evidence(NamedTuple):
    """What says which month a file is for, in words for the card."""

    period: str
    words: str


def check_period(text: str) -> str:
    """The period, if it is one. Raises BadPeriod."""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        raise BadPeriod(text)
    return text


def decide_period(evidence: Sequence[Evidence | None]) -> Evidence:
    """The first that speaks, if the others agree. Raises PeriodUnknown, PeriodsDisagree."""
    speaking = [told for told in evidence if told]
    if not speaking:
        raise PeriodUnknown
    for other in speaking[1:]:
        if other.period != speaking[0].period:
            raise PeriodsDisagree(speaking[0], other)
    return speaking[0]


def read_period_line(preamble: Sequence[str], order: str | None) -> Evidence | None:
    """The month that a line above the headers states; of a range its last. `order` reads numeric dates."""
    for text in preamble:
        if period := _period_of(" ".join(text.split()), order):
            return Evidence(period, f'its own line "{text}"')
    return None


def read_name(name: str) -> Evidence | None:
    """The month in a file name, if it holds exactly one. A full date is when it was exported, not a month."""
    stem = _FULL_DATES.sub(" ", re.sub(r"\.[A-Za-z]\w{0,4}$", "", name))
    found = {f"{m['y']}-{_month_number(m['m']):02d}" for pattern in _NAME_MONTHS for m in pattern.finditer(stem)}
    return Evidence(found.pop(), "its name") if len(found) == 1 else None


def check_month(period: str, days: pa.Array, other_days: pa.Array) -> None:
    """Raises WrongMonth where most of at least ten days lie in another month, or none of any lies in this one."""
    months, others = _count_months(days), _count_months(other_days)
    if not months:
        return
    other, most = max(months.items(), key=lambda item: item[1])
    outnumbered = sum(months.values()) >= _ENOUGH and months[period] < most
    if outnumbered or not (months[period] or others[period]):
        raise WrongMonth(period, months[period], other, most)


def _count_months(days: pa.Array) -> Counter[str]:
    counts: Counter[str] = Counter()
    for entry in pc.value_counts(days).to_pylist():
        counts[entry["values"].strftime("%Y-%m")] += entry["counts"]
    return counts


def _period_of(text: str, order: str | None) -> str | None:
    if found := _RANGE.search(text):
        return _range_end(found[1], found[2], order)
    if found := _UNTIL.search(text):
        day = _certain_day(found[1], order)
        return f"{day:%Y-%m}" if day else None
    if found := _MONTH_LINE.search(text):
        return f"{found[2]}-{_month_number(found[1]):02d}"
    return None


def _range_end(first: str, last: str, order: str | None) -> str | None:
    """Numeric dates are read in the order in which they begin and end a month, else as the settings say."""
    if certain := parse_day(last, "any"):
        return f"{certain:%Y-%m}"
    for candidate in ("day-first", "month-first"):
        begin, end = parse_day(first, candidate), parse_day(last, candidate)
        if begin and end and begin.day == 1 and end.day == monthrange(end.year, end.month)[1]:
            return f"{end:%Y-%m}"
    day = _certain_day(last, order)
    return f"{day:%Y-%m}" if day else None


def _certain_day(text: str, order: str | None) -> date | None:
    """A day if it can be read in one way only, or the settings say how."""
    found = {day for o in ("day-first", "month-first") if (day := parse_day(text, o))}
    return found.pop() if len(found) == 1 else parse_day(text, order or "any")


def _month_number(text: str) -> int:
    return int(text) if text.isdigit() else MONTHS.index(text[:3].lower()) + 1
