"""The choice of the month that a file is for. All the evidence must agree (exports.md#period)."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from loaders.cells.date_ranges import MONTH_NAME, month_number, read_date_range
from loaders.layouts.description import Check

_ENOUGH, _FEW, _TIMES = 10, 3, 3
_FULL_DATES = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th)?[-_ .]?{MONTH_NAME}[-_ .,]*\d{{2,4}}"
    rf"|{MONTH_NAME}[-_ .]\d{{1,2}}(?:st|nd|rd|th)?[-_ ,.]+\d{{4}}"
    r"|\d{4}([-_.])\d{1,2}\1\d{1,2}|\d{1,2}([-_.])\d{1,2}\2\d{2,4}|(?<!\d)20\d{6}(?!\d)",
    re.IGNORECASE,
)
_NAME_MONTHS = (
    re.compile(r"(?<!\d)(?P<y>20\d\d)[-_ .]?(?P<m>0[1-9]|1[0-2])(?!\d)"),
    re.compile(r"(?<!\d)(?P<m>0[1-9]|1[0-2])[-_ .](?P<y>20\d\d)(?!\d)"),
    re.compile(rf"(?<![A-Za-z])(?P<m>{MONTH_NAME})[-_ .']*(?P<y>20\d\d)(?!\d)", re.IGNORECASE),
    re.compile(rf"(?<!\d)(?P<y>20\d\d)[-_ .]+(?P<m>{MONTH_NAME})(?![A-Za-z])", re.IGNORECASE),
)


class PeriodUnknown(Refused):
    """A file with no evidence of its month."""

    def __init__(self) -> None:
        super().__init__(
            "The month of this file is unknown. Choose the month (--period 2026-03), or upload it "
            'together with an organisation.toml that contains period = "2026-03".'
        )


class PeriodsDisagree(Refused):
    """Two pieces of evidence for different months."""

    def __init__(self, one: "Evidence", other: "Evidence") -> None:
        super().__init__(
            f"{one.words} says {one.period}, but {other.words} says {other.period}. "
            "Upload the right file, or correct the month."
        )


class BadPeriod(Refused):
    """A month that is not written as 2026-03."""

    def __init__(self, text: str) -> None:
        super().__init__(f'"{text}" is not a month. Write it as 2026-03.')


class WrongMonth(Refused):
    """A file whose documents mostly fall in a different month."""

    def __init__(self, period: str, inside: int, other: str, outside: int) -> None:
        super().__init__(
            f"This file is meant for {period}, but {outside} of its dates are in {other} and {inside} in {period}. "
            "It seems to be an export for a different month."
        )


class Evidence(NamedTuple):
    """A month that a file may be for, and its source in words for the card."""

    period: str
    words: str


def check_period(text: str) -> str:
    """Return the period if it is well formed. Raises BadPeriod."""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        raise BadPeriod(text)
    return text


def decide_period(evidence: Sequence[Evidence | None]) -> Evidence:
    """Return the first piece of evidence, if all the others agree with it. Raises PeriodUnknown, PeriodsDisagree."""
    stated = [one for one in evidence if one]
    if not stated:
        raise PeriodUnknown
    for other in stated[1:]:
        if other.period != stated[0].period:
            raise PeriodsDisagree(stated[0], other)
    return stated[0]


def read_period_line(preamble: Sequence[str], order: str | None) -> Evidence | None:
    """Return the month in a line above the headers, or the last month of a range.

    `order` is the day/month order of numeric dates.
    """
    for text in preamble:
        if covered := read_date_range(text, order):
            return Evidence(f"{covered.last:%Y-%m}", f'its own line "{text}"')
    return None


def read_name(name: str) -> Evidence | None:
    """Return the month in a file name if it contains exactly one. A full date is the export date, not a month."""
    stem = _FULL_DATES.sub(" ", re.sub(r"\.[A-Za-z]\w{0,4}$", "", name))
    months = {f"{m['y']}-{month_number(m['m']):02d}" for pattern in _NAME_MONTHS for m in pattern.finditer(stem)}
    return Evidence(months.pop(), "its name") if len(months) == 1 else None


def check_month(period: str, days: pa.Array, other_days: pa.Array, lists_open: bool = False) -> tuple[Check, ...]:
    """Raise WrongMonth if the days point to a different month. Return a remark for the card if none is in this month.

    A report also lists older documents that are still open. In a small company they may outnumber the month's own
    documents. So the file is refused only if it has at least ten days and a different month has over three times as
    many as this one, or if none of at least three days is in this month, or if all days are after it. If `lists_open`
    is true, the export lists open documents of any month and may have no days of a quiet one. Fewer than ten earlier
    days then prove nothing.
    """
    months, others = _count_months(days), _count_months(other_days)
    if not months:
        return ()
    other, most = max(months.items(), key=lambda item: item[1])
    total, has_none = sum(months.values()), not (months[period] or others[period])
    outnumbered = total >= _ENOUGH and months[period] * _TIMES < most
    enough = total >= (_ENOUGH if lists_open else _FEW)
    if outnumbered or (has_none and (enough or min(months) > period)):
        raise WrongMonth(period, months[period], other, most)
    detail = f"no date in this file is in {period}. Make sure that it is not the export for {max(months)}"
    return (Check("Month", "not proven", detail),) if has_none and lists_open else ()


def _count_months(days: pa.Array) -> Counter[str]:
    counts: Counter[str] = Counter()
    for entry in pc.value_counts(days).to_pylist():
        counts[entry["values"].strftime("%Y-%m")] += entry["counts"]
    return counts
