"""The month a file is for."""

from datetime import date

import pyarrow as pa
import pytest

from loaders import read
from loaders.intake.periods import BadPeriod, WrongMonth, check_month, check_period, read_name, read_period_line
from tests.loaders.exports import folder


@pytest.mark.parametrize(
    ("line", "period"),
    [
        ("For the period 1 March 2026 to 31 March 2026", "2026-03"),
        ("For the period March 1, 2026 - March 31, 2026", "2026-03"),
        ("01/03/2026 - 31/03/2026", "2026-03"),
        ("From 03/01/2026 to 03/31/2026", "2026-03"),
        ("From 2026-03-01 00:00:00 To 2026-03-31 00:00:00", "2026-03"),
        ("01/02/2026 to 28/02/2026", "2026-02"),
        ("1 - 31 March 2026", "2026-03"),
        ("for the month of March 2026", "2026-03"),
        ("For the month ended 31 March 2026", "2026-03"),
        ("Period: Mar-2026", "2026-03"),
        ("March 2026", "2026-03"),
        ("As at 31 March 2026", "2026-03"),
        ("As of March 31, 2026", "2026-03"),
        ("As at 31/03/2026", "2026-03"),
        ("As at 03/04/2026", None),
        ("Stock on Hand Reconciliation", None),
        ("Printed 5 April 2026", None),
        ("Studio 2026 Ltd", None),
    ],
)
def test_period_line(line: str, period: str | None) -> None:
    found = read_period_line(["Report", line], None)
    assert (found.period if found else None) == period


@pytest.mark.parametrize(("order", "period"), [("day-first", "2026-04"), ("month-first", "2026-03")])
def test_settings_read_an_ambiguous_line(order: str, period: str) -> None:
    found = read_period_line(["As at 03/04/2026"], order)
    assert found
    assert found.period == period


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("COGS Breakdown 2026-03.csv", "2026-03"),
        ("cogs_2026_03.csv", "2026-03"),
        ("2026-03-restated.csv", "2026-03"),
        ("sales Mar 2026.xlsx", "2026-03"),
        ("March2026 sales.csv", "2026-03"),
        ("2026 March.csv", "2026-03"),
        ("sales 03-2026 (1).csv", "2026-03"),
        ("sales-202603.csv", "2026-03"),
        ("sales 2026-03 exported 2026-04-05.csv", "2026-03"),
        ("sales 2026-04-05.csv", None),
        ("sales 05-04-2026.csv", None),
        ("sales 20260405.csv", None),
        ("sales 5 April 2026.csv", None),
        ("sales 2026-03 and 2026-04.csv", None),
        ("Market 2026.csv", None),
        ("sales.csv", None),
        ("2026-13.csv", None),
    ],
)
def test_month_in_a_name(name: str, period: str | None) -> None:
    found = read_name(name)
    assert (found.period if found else None) == period


@pytest.mark.parametrize("text", ["2026-3", "2026-13", "March", "2026-03-01"])
def test_period_is_written_in_one_way(text: str) -> None:
    assert check_period("2026-03") == "2026-03"
    with pytest.raises(BadPeriod, match="Write it as 2026-03"):
        check_period(text)


def check_days(count: int, month: int, lists_open: bool) -> list[str]:
    days = pa.array([date(2027, month, 1 + day) for day in range(count)], pa.date32())
    checks = check_month("2027-09", days, pa.nulls(0, pa.date32()), lists_open)
    return [check.detail for check in checks]


def test_list_of_what_is_open_may_have_no_day_of_a_quiet_month() -> None:
    assert check_days(9, 8, True) == [
        "no date in this file is in 2027-09. Make sure that it is not the export for 2027-08"
    ]
    assert check_days(9, 9, True) == []
    for count, month, lists_open in ((9, 8, False), (10, 8, True), (1, 10, True)):
        with pytest.raises(WrongMonth):
            check_days(count, month, lists_open)


def test_undated_adjustments_show_no_month() -> None:
    rows = [f"{day}/06/2027,S-{day},{day}/06/2027,,Completed,1.00" for day in range(10, 29)]
    head = "Created Date,Reference,Completed Date,Accounting Adjustment Date,Status,Total"
    pending = read("a.csv", "\n".join([head, *rows, ""]).encode(), folder=folder())
    assert pending.landing.period == "2027-09"
