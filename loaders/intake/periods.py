"""The choice of the month that a file is for. All the evidence must agree (exports.md#period)."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from functools import reduce
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.months import month
from close.texts import agree, say_count
from loaders.cells.date_ranges import MONTH_NAME, find_date_range, month_number
from loaders.cells.days import ORDERS, parse_day
from loaders.layouts.description import Check
from loaders.ledger.layouts.report_scope import SeveralMonths, describe_part, find_part

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


class WrongMonth(Refused):
    """A file whose documents mostly fall in a different month."""

    def __init__(self, period: str, inside: int, other: str, outside: int) -> None:
        advice = (
            f"Upload it for {other}, or export the report for {period}."
            if abs(int(other[:4]) - int(period[:4])) <= 1
            else "If the dates are in another order, such as 26-03-31, set date_order in the settings. Otherwise "
            f"export the report for {period}."
        )
        found = f"{outside} of its dates are in {other} and {inside} in {period}"
        super().__init__(f"This file is meant for {period}, but {found}. {advice}")


class Evidence(NamedTuple):
    """A month that a file may be for, and its source in words for the card.

    If `is_chosen` is true, only the choice of a person says so, and neither the file nor its name.
    """

    period: str
    words: str
    is_chosen: bool = False


def decide_period(evidence: Sequence[Evidence | None]) -> Evidence:
    """Return the first piece of evidence, if all the others agree with it.

    Raises PeriodUnknown, PeriodsDisagree, BadPeriod.
    """
    stated = [one for one in evidence if one]
    if not stated:
        raise PeriodUnknown
    month(stated[0].period)
    for other in stated[1:]:
        if other.period != stated[0].period:
            raise PeriodsDisagree(stated[0], other)
    return stated[0]._replace(is_chosen=all(one.is_chosen for one in stated))


def read_period_line(preamble: Sequence[str], order: str | None) -> Evidence | None:
    """Return the month in a line above the headers, or the last month of a range.

    `order` is the day/month order of numeric dates.
    """
    found = find_date_range(preamble, order)
    return Evidence(f"{found[0].last:%Y-%m}", f'its own line "{found[1]}"') if found else None


def describe_days(
    dataset: str, preamble: Sequence[str], order: str | None, exported_on: date | None
) -> tuple[dict[str, str], tuple[Check, ...]]:
    """Return how far a report of Omni says that it reaches, if it ends before month end, and a remark for the card.

    A report up to the day of its export, or the day before, lacks nothing that there was. A ledger's layout says how
    far it reaches itself.
    """
    found = find_date_range(preamble, order)
    covered = found[0] if found else None
    part = describe_part(covered)
    if dataset.startswith("ledger_") or not covered or not part:
        return {}, ()
    check = find_part(covered)
    is_up_to_date = exported_on is not None and covered.last >= exported_on - timedelta(days=1)
    return {} if is_up_to_date else part, (check,) if check else ()


def check_one_month(
    period: str, preamble: Sequence[str], order: str | None, days: Counter[date], undated: int = 0
) -> tuple[Check, ...]:
    """Raise SeveralMonths if the range above the headers, or many of the days, are in several months.

    A late or early day is normal, and is named on the card. Three or more in another month, and at least half as many
    as in the month, are not. If the range consists of whole months, and every row has a day in it, the error lists
    them.
    """
    months = _count_months(days)
    covered, text = find_date_range(preamble, order) or (None, "")
    if covered and covered.first and f"{covered.first:%Y-%m}" != f"{covered.last:%Y-%m}":
        listed = _list_whole_months(covered.first, covered.last)
        is_certain = not undated and months.keys() <= {*listed}
        raise SeveralMonths(f'This report covers several months ("{text}")', listed if is_certain else ())
    for other, rows in sorted(months.items()):
        if other != period and rows >= _FEW and rows * 2 >= months[period] > 0:
            raise SeveralMonths(
                f"This file is for {period}, with {months[period]} of its dates, but {rows} are in {other}. "
                "It covers several months"
            )
    outside = sum(months.values()) - months[period]
    if not outside or outside * 2 > sum(months.values()):
        return ()  # check_month names or refuses a file whose days are mostly in other months
    where = _say_range(months.keys() - {period})
    dates = _say_outside(outside, sum(months.values()), where)
    detail = f"{dates}, and {agree(outside, 'counts', 'count')} for {period}"
    return (Check("Month", "not proven", f"{detail}. Make sure that these rows belong to it"),)


def _list_whole_months(first: date, last: date) -> tuple[str, ...]:
    """Return the months from a day to another, or no months if the first or last is not whole."""
    if first.day != 1 or month(f"{last:%Y-%m}").end != last:
        return ()
    months = [f"{first:%Y-%m}"]
    while months[-1] < f"{last:%Y-%m}":
        months.append(month(months[-1]).next.period)
    return tuple(months)


def read_name(name: str, words: str = "its name") -> Evidence | None:
    """Return the month in a name if it contains exactly one. A full date is the export date, not a month."""
    stem = hide_dates(re.sub(r"\.[A-Za-z]\w{0,4}$", "", name))
    months = {f"{m['y']}-{month_number(m['m']):02d}" for pattern in _NAME_MONTHS for m in pattern.finditer(stem)}
    return Evidence(months.pop(), words) if len(months) == 1 else None


def names_end(name: str, period: str) -> bool:
    """Return True if a name contains the last day of a month, as that of a report for that day may."""
    found = (re.sub(r"[_. ]", "-", match[0]) for match in _FULL_DATES.finditer(name))
    return any(parse_day(text, order) == month(period).end for text in found for order in ORDERS)


def hide_dates(name: str) -> str:
    """Return a file name without full dates, which are the days of exports."""
    return _FULL_DATES.sub(" ", name)


def hide_month(name: str) -> str:
    """Return a file name without months."""
    return reduce(lambda text, pattern: pattern.sub(" ", text), _NAME_MONTHS, name)


def check_month(
    period: str, days: Counter[date], other_days: Counter[date], lists_open: bool = False
) -> tuple[Check, ...]:
    """Raise WrongMonth if the days point to a different month.

    Return a remark for the card if less than half of the days, or of those in a list of open documents none, are in
    this month.

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
    if has_none:
        detail = f"no date in this file is in {period}. Make sure that it is not the export for {max(months)}"
        return (Check("Month", "not proven", detail),) if lists_open else ()
    outside = total - months[period]
    if lists_open or outside * 2 <= total:
        return ()
    dates = _say_outside(outside, total, _say_range(months.keys() - {period}))
    return (Check("Month", "not proven", f"{dates}. Make sure that the file is the export for {period}"),)


def _say_outside(outside: int, total: int, where: str) -> str:
    return f"{outside:,} of {say_count(total, 'date')} {agree(outside, 'is', 'are')} outside the month ({where})"


def _say_range(months: Collection[str]) -> str:
    """Return the first and last of some months, or the only one."""
    return " to ".join(dict.fromkeys((min(months), max(months))))


def limit_to_month(period: str, rows: pa.Table, column: str) -> tuple[pa.Table, tuple[Check, ...]]:
    """Return the rows with a day of the month, or without a day, and a remark for the card about the others.

    Raises WrongMonth if only other months remain.
    """
    months = pc.strftime(rows[column], "%Y-%m")
    kept = rows.filter(pc.fill_null(pc.equal(months, period), True))
    left_out = len(rows) - len(kept)
    if left_out and not len(kept):
        raise WrongMonth(period, 0, str(pc.max(months)), left_out)
    detail = f"{say_count(left_out, 'row')} of other months left out"
    return kept, (Check("Month", "passed", detail),) if left_out else ()


def _count_months(days: Counter[date]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for day, rows in days.items():
        counts[day.strftime("%Y-%m")] += rows
    return counts
