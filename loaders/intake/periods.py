"""Which month a file is for: all evidence must agree (exports.md#period)."""

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
    """There is no evidence which month a file is for."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing says which month this file is for. Choose the month (--period 2026-03), or drop an "
            'organisation.toml with period = "2026-03" beside it.'
        )


class PeriodsDisagree(Refused):
    """Two pieces of evidence name different months."""

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
    """A month that a file may be for, and where it comes from, in words for the card."""

    period: str
    words: str


def check_period(text: str) -> str:
    """Return the period, if it is well written. Raises BadPeriod."""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        raise BadPeriod(text)
    return text


def decide_period(evidence: Sequence[Evidence | None]) -> Evidence:
    """Return the first evidence there is, if all others agree. Raises PeriodUnknown, PeriodsDisagree."""
    found = [one for one in evidence if one]
    if not found:
        raise PeriodUnknown
    for other in found[1:]:
        if other.period != found[0].period:
            raise PeriodsDisagree(found[0], other)
    return found[0]


def read_period_line(preamble: Sequence[str], order: str | None) -> Evidence | None:
    """The month that a line above the headers states; of a range its last. `order` reads numeric dates."""
    for text in preamble:
        if covered := read_date_range(text, order):
            return Evidence(f"{covered.last:%Y-%m}", f'its own line "{text}"')
    return None


def read_name(name: str) -> Evidence | None:
    """The month in a file name, if it holds exactly one. A full date is when it was exported, not a month."""
    stem = _FULL_DATES.sub(" ", re.sub(r"\.[A-Za-z]\w{0,4}$", "", name))
    found = {f"{m['y']}-{month_number(m['m']):02d}" for pattern in _NAME_MONTHS for m in pattern.finditer(stem)}
    return Evidence(found.pop(), "its name") if len(found) == 1 else None


def check_month(period: str, days: pa.Array, other_days: pa.Array, lists_open: bool = False) -> tuple[Check, ...]:
    """Raise WrongMonth if the days show another month; return what the card says if they do not show this one either.

    A report also lists older documents that are still open. In a small company they may outnumber those of the month.
    So another month must hold over three times as many of at least ten days; or none of three lies in the period, or
    all lie after it. A list of what is open, whatever its month (`lists_open`), has no day of a quiet month: there,
    fewer than ten earlier days show nothing.
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
    detail = f"no date of this file is in {period}. Make sure that it is not the export of {max(months)}"
    return (Check("Month", "not proven", detail),) if has_none and lists_open else ()


def _count_months(days: pa.Array) -> Counter[str]:
    counts: Counter[str] = Counter()
    for entry in pc.value_counts(days).to_pylist():
        counts[entry["values"].strftime("%Y-%m")] += entry["counts"]
    return counts
