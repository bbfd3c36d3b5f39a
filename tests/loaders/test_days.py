"""The day in a cell, and the date order of a file."""

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.cells.columns import Day, Flag, Locale, Status
from loaders.cells.converted_days import ConvertedDays, check_converted
from loaders.cells.days import AmbiguousDates, DayCell, decide_order, parse_day
from loaders.cells.moments import NoOffset, ZoneUnknown, decide_zone

DAY = date(2026, 3, 5)
PATTERNS = {
    "day-first": ["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%y", "%d/%m/%Y %H:%M"],
    "month-first": ["%m/%d/%Y", "%m-%d-%y", "%m/%d/%Y %I:%M:%S %p"],
    "year-first": ["%Y-%m-%d", "%Y/%m/%d", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S.000", "%y-%m-%d"],
}


def cells(*texts: str) -> list[DayCell]:
    return [DayCell(text, 1, line, "Invoice Date") for line, text in enumerate(texts, 2)]


@given(day=st.dates(date(2000, 1, 1), date(2099, 12, 31)), order=st.sampled_from(list(PATTERNS)), data=st.data())
def test_written_day_is_read_back(day: date, order: str, data: st.DataObject) -> None:
    assert parse_day(day.strftime(data.draw(st.sampled_from(PATTERNS[order]))), order) == day


@pytest.mark.parametrize(
    "text",
    ["5 Mar 2026", "05-Mar-26", "5th March 2026", "Mar 5, 2026", "March 5 2026", "MAR-05-2026", "2026-03-05", "5/3/26"],
)
def test_words_and_short_numbers(text: str) -> None:
    assert parse_day(text, "day-first") == DAY


@pytest.mark.parametrize(
    "text", ["31/02/2026", "5/3", "5/3/026", "3/2026", "46086", "today", "5 Foo 2026", "1/2-2026", "0/1/2026"]
)
def test_no_day(text: str) -> None:
    assert parse_day(text, "day-first") is None


def test_serial_number_is_a_day_only_in_a_workbook() -> None:
    assert parse_day("46086.75", "day-first", serials=True) == DAY


@pytest.mark.parametrize(
    ("texts", "wanted", "order", "evidence"),
    [
        (["01/02/2026", "27/01/2026"], None, "day-first", 'evidence: line 3 "27/01/2026"'),
        (["1/2/26", "1/27/26"], "day-first", "month-first", 'evidence: line 3 "1/27/26"; the settings state day-first'),
        (["01/02/2026", "2026-01-27"], "month-first", "month-first", "as the settings state"),
        (["2026-01-27", "5 Mar 2026"], None, "day-first", "every date shows its own order"),
        (["03/03/2026"], None, "day-first", "every order gives the same days"),
        (["26-01-27", "26-01-31"], "year-first", "year-first", "as the settings state"),
        (["99-01-27", "26-01-31"], None, "year-first", 'evidence: line 2 "99-01-27"'),
        (["27/01/2026", "28/01/2026", "01/29/2026"], "month-first", "day-first", None),
        (["n/a", "01/02/2026"], "month-first", "month-first", "as the settings state"),
        (["28/01/26", "Grand Total"], "month-first", "day-first", None),
    ],
)  # fmt: skip
def test_order_of_a_file(texts: list[str], wanted: str | None, order: str, evidence: str | None) -> None:
    decided = decide_order(cells(*texts), wanted)
    assert decided.order == order
    assert evidence in {None, decided.evidence}


@pytest.mark.parametrize("wanted", [None, "year-first"])
def test_an_undecided_date_order_is_asked_for(wanted: str | None) -> None:
    with pytest.raises(AmbiguousDates, match='Line 2, Invoice Date: "01/02/2026"'):
        decide_order(cells("01/02/2026", "03/04/2026"), wanted)


@pytest.mark.parametrize(
    ("texts", "line"),
    [
        (["2026-04-01 00:00:00", "2026-12-03 00:00:00", "17/01/2026"], 4),  # British days, opened in American Excel
        (["03/17/2026", "4-Mar-26", "2026-09-03", "2026-12-03"], 2),
        (["46145", "31/03/2026"], 3),
    ],
)
def test_dates_that_excel_has_exchanged_are_refused(texts: list[str], line: int) -> None:
    with pytest.raises(ConvertedDays, match=f"Line {line}, Invoice Date: .* exchanges day and month"):
        check_converted(cells(*texts), serials=True)


@pytest.mark.parametrize(
    "texts",
    [
        ["2026-04-01", "17/01/2026", "05/01/2026"],  # a text that Excel would have exchanged
        ["2026-04-01", "17/01/2026", "2026-04-13"],  # a date that no exchange can give
        ["1900-01-01", "17/01/2026"],  # a blank
        ["2026-01-02", "2026-01-09", "17/01/2026"],  # dates of the same month, that of the exchanged ones would differ
        ["17/01/2026", "Total", "05/05/2026"],
        ["2026-04-01", "2026-04-02"],
    ],
)
def test_dates_in_two_formats_are_read(texts: list[str]) -> None:
    check_converted(cells(*texts), serials=True)


@pytest.mark.parametrize(
    ("text", "day"),
    [("3. marrask. 2026", date(2026, 11, 3)), ("01-Mär-2026", date(2026, 3, 1)), ("05. Mrz 26", date(2026, 3, 5)),
     ("1er août 2026", date(2026, 8, 1)), ("5 de septiembre de 2026", date(2026, 9, 5)),
     ("30-ene-26", date(2026, 1, 30)), ("2 mei 2026", date(2026, 5, 2)), ("7. des. 2026", date(2026, 12, 7)),
     ("9 giu 2026", date(2026, 6, 9)),
     ("1 lis 2026", None), ("5 marx 2026", None), ("5 decline 2026", None)],
)  # fmt: skip
def test_months_of_other_languages(text: str, day: date | None) -> None:
    assert parse_day(text, "any") == day


def test_empty_days_are_blank_and_not_bad() -> None:
    days, bad = Day("Date").read(
        pa.array(["01/01/1900", "0001-01-01T00:00:00", "5/3/2026", "x"]), Locale("day-first", ".")
    )
    assert days.to_pylist() == [None, None, DAY, None]
    assert bad.to_pylist() == [False, False, False, True]


AUCKLAND = "Pacific/Auckland"
MOMENTS = ("2026-03-04T11:00:00Z", "2026-03-05T10:59:59Z", "0001-01-01T00:00:00Z")


def test_moments_are_days_of_the_time_zone() -> None:
    locale = Locale("year-first", ".", zones={"invoiceDate": AUCKLAND})
    texts = [*MOMENTS, "2026-03-05 00:00:00 +13:00", "2026-03-05", None]
    assert decide_zone(cells(*MOMENTS), AUCKLAND, True) == AUCKLAND
    assert Day("invoiceDate").read(pa.array(texts), locale)[0].to_pylist() == [DAY, DAY, None, DAY, DAY, None]
    assert Day("invoiceDate").read(pa.array(["soon"]), locale)[1].to_pylist() == [True]


@pytest.mark.parametrize(("midnights", "zone"), [(19, None), (18, AUCKLAND)])
def test_timestamps_that_are_nearly_all_midnight_are_plain_days(midnights: int, zone: str | None) -> None:
    texts = ["2026-03-05T00:00:00Z"] * midnights + ["2026-03-05T13:00:00Z"] + ["0001-01-01T00:00:00Z"] * 9
    assert decide_zone(cells(*texts), AUCKLAND, True) == zone


def test_the_day_of_a_moment_is_never_guessed() -> None:
    with pytest.raises(ZoneUnknown, match='Line 2, Invoice Date: the day of "2026-03-04T11:00:00Z"'):
        decide_zone(cells(*MOMENTS), None, True)
    with pytest.raises(NoOffset, match="has a time of day but no time zone"):
        decide_zone(cells("2026-03-31T11:00:00"), AUCKLAND, True)
    assert decide_zone(cells("2026-03-31 11:00:00"), None, False) is None


@pytest.mark.parametrize(
    ("text", "status"),
    [("Not Imported Yet Or Reset For Re-import", "NOT_IMPORTED"), ("notimported", "NOT_IMPORTED"),
     ("0", "NOT_IMPORTED"),
     ("IMPORTED", "IMPORTED"), ("1", "IMPORTED"), ("Error", "ERROR"), ("-1", "ERROR"),
     ("DO_NOT_IMPORT", "DO_NOT_IMPORT"),
     ("Do not import", "DO_NOT_IMPORT"), ("-2", "DO_NOT_IMPORT"), ("2", None), ("Void", None), ("−1", None)],
)  # fmt: skip
def test_words_of_the_accounting_status(text: str, status: str | None) -> None:
    values, bad = Status("Invoice Status").read(pa.array([text]), Locale("day-first", "."))
    assert values.to_pylist() == [status]
    assert bad.to_pylist() == [status is None]


def test_flags() -> None:
    values, bad = Flag("Void").read(pa.array(["Yes", "FALSE", "1", None, "maybe"]), Locale("day-first", "."))
    assert values.to_pylist() == [True, False, True, None, None]
    assert bad.to_pylist() == [False, False, False, False, True]


@pytest.mark.parametrize("text", ["31/03/2569", "31 March 2569", "2569-03-31", "Mar 31, 2569"])
def test_years_of_the_buddhist_calendar(text: str) -> None:
    assert parse_day(text, "day-first") == date(2026, 3, 31)
