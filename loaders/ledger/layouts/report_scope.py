"""The scope of a ledger report, from the lines above and below it: organisation, days, basis."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.months import say_day
from close.store.warehouse import Settings
from loaders.cells.date_ranges import DateRange, find_date_range, read_date_range
from loaders.cells.days import ORDERS, parse_day
from loaders.layouts.description import Check, Export
from loaders.layouts.recognition import normalise
from loaders.layouts.stated_organisation import check_name, check_organisation, find_organisation, is_named
from loaders.layouts.tables import count_days
from loaders.ledger.layouts.row_labels import says_cash, says_footer

TITLES = (
    "Account Transactions",
    "General Ledger Detail",
    "General Ledger",
    "Journal Report",
    "Trial Balance",
    "Transaction Detail by Account",
    "Account QuickReport",
    "Account Enquiry",
    "Journal",
)


class SeveralMonths(Refused):
    """A file that covers more than one month, where the rows must add up to figures of one.

    `months` are those into which the file can be split, if it is certain that each is complete.
    """

    def __init__(self, what: str, months: tuple[str, ...] = ()) -> None:
        self.months = months
        super().__init__(
            f"{what}, but each month needs a separate file. "
            "Run the report for one month at a time and upload each file."
        )


class DayOutside(Refused):
    """An entry with a day that the report does not cover."""

    def __init__(self, line: int, day: str, covered: str) -> None:
        super().__init__(
            f"Line {line} is dated {day}, but the report covers {covered}. Days and months may have been "
            "swapped when the file was opened and saved. Export it again and upload it unopened."
        )


class CashBasis(Refused):
    """A ledger report on a cash basis."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f'This report is on a cash basis ("{text}"), so it excludes unpaid invoices and bills. Receivables, '
            "payables and stock cannot agree with Cin7 Omni. Run it again on an accrual basis."
        )


def read_period(export: Export, settings: Settings | None) -> DateRange | None:
    """Return the days that the report states it covers. Raises SeveralMonths."""
    order = settings.date_order if settings else None
    covered, text = find_date_range(export.preamble, order) or (None, "")
    if covered and covered.first and f"{covered.first:%Y-%m}" != f"{covered.last:%Y-%m}":
        raise SeveralMonths(f'This report covers several months ("{text}")')
    return covered


def check_basis(lines: Sequence[str]) -> None:
    """Refuse reports on a cash basis. Raises CashBasis."""
    for text in lines:
        if says_cash(text):
            raise CashBasis(text)


def prove_organisation(export: Export, settings: Settings | None) -> Check:
    """Prove that the report is for the selected organisation. Raises OtherOrganisation.

    A renamed report still shows its organisation in one of the lines above its period.
    """
    lines = export.preamble
    title = next((title for title in TITLES for line in lines if normalise(line).startswith(normalise(title))), None)
    if title:
        check_organisation(lines, title, settings)
    stated = find_organisation(lines, title) if title else None
    if not (settings and settings.name):
        return Check("Organisation", "not proven", "the settings do not state the organisation")
    if stated or any(is_named(line, settings) for line in lines):
        return Check("Organisation", "passed", f"the file is for {settings.name}")
    above = next((number for number, line in enumerate(lines) if read_date_range(line, None)), 0)
    if above == 2 and not (title and normalise(lines[1]).startswith(normalise(title))):
        check_name(lines[1], settings)
    return Check("Organisation", "not proven", "the file does not state its organisation")


class Days:
    """The days of the entries so far, and the first one that is outside the days that the report covers."""

    def __init__(self, covered: DateRange | None) -> None:
        self._covered = covered
        self._begin = (covered.first or covered.last.replace(day=1)) if covered else None
        self._outside: tuple[int, date] | None = None
        self.rows: Counter[date] = Counter()

    def look(self, days: pa.Array, lines: pa.Array) -> None:
        """Add the days of a part."""
        self.rows.update(count_days({"day": days}, ["day"]))
        if self._covered and not self._outside:
            outside = pc.or_(pc.less(days, pa.scalar(self._begin)), pc.greater(days, pa.scalar(self._covered.last)))
            row = pc.index(outside, value=True).as_py()
            self._outside = (lines[row].as_py(), days[row].as_py()) if row >= 0 else None

    def prove(self) -> Check:
        """Prove that all entries are within the report's days, or else in one month.

        Raises DayOutside, SeveralMonths.
        """
        if not self.rows:
            return Check("Dates", "passed", "the file has no entries")
        if not self._covered or not self._begin:
            first, last = min(self.rows), max(self.rows)
            if (first.year, first.month) != (last.year, last.month):
                raise SeveralMonths(f"The entries run from {say_day(first)} to {say_day(last)}")
            return Check("Dates", "not proven", f"no line states the days it covers; all entries are in {first:%B %Y}")
        if self._outside:
            line, day = self._outside
            raise DayOutside(line, say_day(day), f"{say_day(self._begin)} to {say_day(self._covered.last)}")
        words = f"every entry is between {say_day(self._begin)} and {say_day(self._covered.last)}"
        return Check("Dates", "passed", words)


def find_part(covered: DateRange | None) -> Check | None:
    """Return a remark if the report ends, or states balances, before month end, so that it cannot close the month."""
    if not covered or ((not covered.first or covered.first.day == 1) and (covered.last + timedelta(days=1)).day == 1):
        return None
    covers = f"covers only {covered.first.day} to" if covered.first else "ends on"
    return Check("Whole month", "not proven", f"the report {covers} {say_day(covered.last)}")


def describe_part(covered: DateRange | None) -> dict[str, str]:
    """Return the last day that the report covers, if it ends before month end.

    The report cannot contain later documents.
    """
    if not covered or (covered.last + timedelta(days=1)).day == 1:
        return {}
    return {"covers_until": covered.last.isoformat()}


def order_by_period(
    settings: Settings | None, covered: DateRange | None, texts: Sequence[str]
) -> tuple[Settings | None, str]:
    """Return the settings with the date order that puts every day within the report's days, and the evidence in words.

    Unless exactly one order does so, the settings are unchanged and the evidence is blank.
    """
    if covered is None:
        return settings, ""
    begin = covered.first or covered.last.replace(day=1)
    fitting = [
        order
        for order in ORDERS
        if all((day := parse_day(text, order)) and begin <= day <= covered.last for text in texts)
    ]
    if len(fitting) != 1:
        return settings, ""
    ordered = replace(settings or Settings(), date_order=fitting[0])
    return ordered, "only this order puts every day within the days of the report"


def find_remarks(export: Export, settings: Settings | None) -> Check | None:
    """Return remarks on other lines above the headers, which may state that the report leaves entries out."""
    names = [normalise(settings.name)] if settings else []
    remarks = [
        line
        for number, line in enumerate(export.preamble)
        if number > 1 and not (read_date_range(line, None) or says_footer(line) or normalise(line) in names)
    ]
    if not remarks:
        return None
    return Check("Whole ledger", "not proven", f'the report is headed "{remarks[0]}": it may leave entries out')
