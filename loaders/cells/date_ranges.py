"""The days covered by a report, as Omni, Xero, QuickBooks or MYOB print them above its headers."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from loaders.cells.days import parse_day
from loaders.cells.month_names import read_month

MONTH_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = (
    r"(?:\d{1,2}(?:st|nd|rd|th|er)?[. -]{1,2}(?:de )?[^\W\d_]{3,12}\.?,?[ -](?:de )?\d{4}"
    r"|[A-Za-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
    rf"|\d{{1,2}}[ -]{MONTH_NAME}\.?[ -]\d\d\b|\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{1,4}})"
)
# Between two days, also in other languages: du 01/05/2027 au 31/05/2027, 01.05.2027 bis 31.05.2027.
_TO = r"\s*(?:au|bis|al|t/m|tot|til|to|until|through|thru|till|and|-|–|—|→)\s*"
_WEEKDAY = re.compile(
    rf"\b(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?,? (?=\d|{MONTH_NAME}\b)", re.IGNORECASE
)
_RANGE = re.compile(rf"({_DAY}){_TO}({_DAY})", re.IGNORECASE)
_DAYS_OF_MONTH = re.compile(rf"\b({MONTH_NAME})\.? (\d{{1,2}}){_TO}(\d{{1,2}}),? (\d{{4}})\b", re.IGNORECASE)
_DAYS_OF_YEAR = re.compile(
    rf"\b({MONTH_NAME})\.? (\d{{1,2}}){_TO}({MONTH_NAME})\.? (\d{{1,2}}),? (\d{{4}})\b"
    rf"|\b(\d{{1,2}}) ({MONTH_NAME})\.?{_TO}(\d{{1,2}}) ({MONTH_NAME})\.?,? (\d{{4}})\b",
    re.IGNORECASE,
)
_MONTHS_OF_YEAR = re.compile(rf"\b({MONTH_NAME})\.?(?:,? (\d{{4}}))?{_TO}({MONTH_NAME})\.?,? (\d{{4}})$", re.IGNORECASE)
_ENDED = re.compile(rf"\b(?:(\d+) )?(month|quarter|half[ -]year|year)s? (?:ended|ending) ({_DAY})", re.IGNORECASE)
_FROM_DAY = re.compile(rf"\b(\d{{1,2}}){_TO}({_DAY})", re.IGNORECASE)
_UNTIL = re.compile(rf"\b(?:as at|as of|as on|ended|ending|end date:?|to)\s*({_DAY})", re.IGNORECASE)
_MONTH_LINE = re.compile(
    rf"^(?:.*\b(?:month|period|for)\b.*?[ :])?({MONTH_NAME})\.?(?:[ -]+|, ?)(\d{{4}})$", re.IGNORECASE
)
_MONTH_NUMBER = re.compile(
    r"^(?:.*\b(?:month|period)\b[ :]*)?(?:(?P<year>20\d\d)[-/.](?P<month>0[1-9]|1[0-2])"
    r"|(?P<first>0[1-9]|1[0-2])[-/.](?P<last>20\d\d))$",
    re.IGNORECASE,
)
_MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12}


class DateRange(NamedTuple):
    """The first and last day of a report. `first` is None if the report shows balances at a single day."""

    first: date | None
    last: date


def read_date_range(text: str, order: str | None) -> DateRange | None:
    """Return the days in a text, or None if they are not certain. `order` is the day/month order of numeric dates."""
    text = _WEEKDAY.sub("", " ".join(text.split()))
    if match := _RANGE.search(text):
        return _range(match[1], match[2], order)
    for read in (_read_named, _read_ended):
        if covered := read(text, order):
            return covered
    if match := _FROM_DAY.search(text) or _UNTIL.search(text):
        last = _certain_day(match[match.lastindex or 1], order)
        return DateRange(_nth(last, match[1]) if match.lastindex == 2 else None, last) if last else None
    if match := _MONTH_LINE.search(text):
        return _months(match[1], match[2], match[1], match[2])
    if match := _MONTH_NUMBER.search(text):
        month, year = match["month"] or match["first"], match["year"] or match["last"]
        return _months(month, year, month, year)
    return None


def find_date_range(texts: Iterable[str], order: str | None) -> tuple[DateRange, str] | None:
    """Return the days that the lines above a report state, and their line.

    The first line counts, unless a later one states days within it: a report for March also states its financial year.
    """
    found: tuple[DateRange, str] | None = None
    for text in texts:
        covered = read_date_range(text, order)
        if covered and (not found or _is_within(covered, found[0])):
            found = covered, text
    return found


def _is_within(inner: DateRange, outer: DateRange) -> bool:
    if not inner.first or not outer.first:
        return False
    return outer != inner and outer.first <= inner.first and inner.last <= outer.last


def month_number(text: str) -> int:
    """Return the number of a month, given as digits or as a full or abbreviated English name."""
    return int(text) if text.isdigit() else read_month(text)


def _read_named(text: str, _: str | None) -> DateRange | None:
    """Read QuickBooks ranges: "March 1-31, 2026", "January 1-September 2, 2026", "April-June, 2026"."""
    if match := _DAYS_OF_MONTH.search(text):
        month, first, last, year = match.groups()
        return _span(parse_day(f"{first} {month} {year}", "any"), parse_day(f"{last} {month} {year}", "any"))
    if match := _DAYS_OF_YEAR.search(text):
        if match[1]:
            month, first, until, last, year = match.groups()[:5]
        else:
            first, month, last, until, year = match.groups()[5:]
        return _span(parse_day(f"{first} {month} {year}", "any"), parse_day(f"{last} {until} {year}", "any"))
    match = _MONTHS_OF_YEAR.search(text)
    return _months(match[1], match[2] or match[4], match[3], match[4]) if match else None


def _read_ended(text: str, order: str | None) -> DateRange | None:
    """Read Xero ranges: "For the month ended 31 August 2026", "For the 3 months ended 30 September 2026"."""
    match = _ENDED.search(text)
    last = _certain_day(match[3], order) if match else None
    if not match or not last:
        return None
    months = int(match[1] or 1) * _MONTHS_IN[re.split("[ -]", match[2].lower())[0]]
    begin = last.year * 12 + last.month - months
    return DateRange(date(begin // 12, begin % 12 + 1, 1), last)


def _range(first: str, last: str, order: str | None) -> DateRange | None:
    """Read numeric dates in the order that makes them start and end a month, or else in the order in the settings."""
    if certain := parse_day(last, "any"):
        return DateRange(_certain_day(first, order) or certain.replace(day=1), certain)
    for candidate in ("day-first", "month-first"):
        begin, end = parse_day(first, candidate), parse_day(last, candidate)
        if begin and end and begin.day == 1 and end.day == monthrange(end.year, end.month)[1]:
            return DateRange(begin, end)
    day = _certain_day(last, order)
    return DateRange(_certain_day(first, order) or day.replace(day=1), day) if day else None


def _certain_day(text: str, order: str | None) -> date | None:
    """Return a day that can be read in only one way, or the reading that the settings choose."""
    days = {day for o in ("day-first", "month-first") if (day := parse_day(text, o))}
    return days.pop() if len(days) == 1 else parse_day(text, order or "any")


def _span(first: date | None, last: date | None) -> DateRange | None:
    return DateRange(first, last) if first and last else None


def _months(first: str, first_year: str, last: str, last_year: str) -> DateRange:
    end = month_number(last)
    begin = date(int(first_year), month_number(first), 1)
    return DateRange(begin, date(int(last_year), end, monthrange(int(last_year), end)[1]))


def _nth(last: date, day: str) -> date | None:
    return last.replace(day=int(day)) if 1 <= int(day) <= last.day else None
