"""The month a file is for."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from close.months import BadPeriod, month
from close.store.warehouse import Warehouse
from loaders import land, read
from loaders.intake.periods import WrongMonth, check_month, read_name, read_period_line
from loaders.ledger.layouts.report_scope import SeveralMonths
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
        ("Du 01/03/2026 au 31/03/2026", "2026-03"),
        ("01.03.2026 bis 31.03.2026", "2026-03"),
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


def test_a_financial_year_around_the_month_of_the_report_is_not_its_month() -> None:
    year, quarter = "Räkenskapsår: 2026-01-01 - 2026-12-31", "01/01/2026 - 31/03/2026"
    for lines in ([year, quarter], [quarter, year], [quarter, "01/04/2026 - 30/04/2026"]):
        found = read_period_line(lines, None)
        assert found
        assert found.words == f'its own line "{quarter}"'


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


@pytest.mark.parametrize(
    "text", ["2026-3", "2026-13", "March", "2026-03-01", "2026-03\n", "9999-12", "x/../../2026-03"]
)
def test_period_is_written_in_one_way(text: str) -> None:
    assert month("2026-03").period == "2026-03"
    with pytest.raises(BadPeriod, match="Write it as 2026-03"):
        month(text)


def check_days(count: int, month: int, lists_open: bool) -> list[str]:
    days = Counter(date(2027, month, 1 + day) for day in range(count))
    checks = check_month("2027-09", days, Counter(), lists_open)
    return [check.detail for check in checks]


def test_list_of_what_is_open_may_have_no_day_of_a_quiet_month() -> None:
    assert check_days(9, 8, True) == [
        "no date in this file is in 2027-09. Make sure that it is not the export for 2027-08"
    ]
    assert check_days(9, 9, True) == []
    for count, other, lists_open in ((9, 8, False), (10, 8, True), (1, 10, True)):
        with pytest.raises(WrongMonth):
            check_days(count, other, lists_open)


def test_rows_of_other_months_are_counted_if_they_are_most() -> None:
    days = Counter({date(2027, 9, 1): 4, date(2027, 8, 31): 3, date(2026, 12, 1): 2})
    (check,) = check_month("2027-09", days, Counter())
    assert (check.label, check.state) == ("Month", "not proven")
    assert check.detail.startswith("5 of 9 dates are outside the month (2026-12 to 2027-08). Make sure")
    assert check_month("2027-09", days + Counter({date(2027, 9, 2): 1}), Counter()) == ()
    assert check_month("2027-09", days, Counter(), lists_open=True) == ()


def test_undated_adjustments_show_no_month() -> None:
    rows = [f"{day}/06/2027,S-{day},{day}/06/2027,,Completed,1.00" for day in range(10, 29)]
    head = "Created Date,Reference,Completed Date,Accounting Adjustment Date,Status,Total"
    pending = read("a.csv", "\n".join([head, *rows, ""]).encode(), folder=folder())
    assert pending.landing.period == "2027-09"


def cogs(days: list[tuple[int, int]], preamble: str = "") -> bytes:
    rows = [f"{day:02d}/{month:02d}/2027,S-{month}-{day},Imported,10.00,4.00" for month, day in days]
    return "\n".join(
        [*filter(None, [preamble]), "Invoice Date,Order Ref,Accounting Invoice Status,Sales,COGS", *rows, ""]
    ).encode()


@pytest.mark.parametrize("other", [10, 12])
def test_a_file_whose_rows_add_up_must_not_hold_several_months(other: int) -> None:
    september = [(9, day) for day in range(1, 21)]
    with pytest.raises(SeveralMonths, match="in 2027-08"):
        read("c.csv", cogs([*september, *((8, day) for day in range(1, other + 1))]), folder=folder())


def test_a_few_late_rows_are_normal() -> None:
    days = [*((9, day) for day in range(1, 21)), *((8, day) for day in range(1, 10))]
    pending = read("c.csv", cogs(days), folder=folder())
    assert pending.landing.period == "2027-09"
    assert "9 of 29 dates are outside the month (2027-08), and count for 2027-09" in pending.card.checks[-1].detail


@pytest.mark.parametrize("rows", [3, 5])
def test_a_short_file_must_not_hold_several_months_either(rows: int) -> None:
    both = [(month, day) for month in (8, 9) for day in range(11, 11 + rows)]
    with pytest.raises(SeveralMonths, match=f"with {rows} of its dates, but {rows} are in 2027-08"):
        read("c.csv", cogs(both), folder=folder())
    two = read("c.csv", cogs([(8, 15), (9, 15)]), folder=folder())
    assert "1 of 2 dates is outside the month (2027-08)" in two.card.checks[-1].detail


def test_a_period_line_of_several_months_is_refused_where_rows_add_up() -> None:
    days = [(9, day) for day in range(1, 21)]
    with pytest.raises(SeveralMonths, match="1 July 2027 to 30 September 2027"):
        read("c.csv", cogs(days, "1 July 2027 to 30 September 2027"), folder=folder())
    assert (
        read("c.csv", cogs(days, "1 September 2027 to 30 September 2027"), folder=folder()).landing.period == "2027-09"
    )


PAYMENTS = "Payment Date,Order Ref,Payment Method,Amount,Batch Reference"


def payments(line: str, days: list[str]) -> bytes:
    rows = [f"{day},P-{number},Card,10.00,B-{number}" for number, day in enumerate(days)]
    return "\n".join([line, PAYMENTS, *rows, f"Total,,,{10 * len(rows)}.00,", ""]).encode()


def test_a_file_of_several_whole_months_is_split(tmp_path: Path) -> None:
    days = ["2027-07-31", "2027-08-01", "2027-09-01", "2027-09-30"]
    warehouse = Warehouse(tmp_path, "Kelp")
    file = ("", "q3.csv", payments("1 July 2027 to 30 September 2027", days))
    cards = land([file, ("", "notes.txt", b"x")], warehouse)
    assert [(card.status, card.period, card.rows) for card in cards] == [
        ("landed", "2027-07", 1),
        ("landed", "2027-08", 1),
        ("landed", "2027-09", 2),
        ("refused", "", 0),
    ]
    assert warehouse.head().periods() == ["2027-07", "2027-08", "2027-09"]
    assert [card.status for card in land([file], warehouse)] == ["unchanged"] * 3


@pytest.mark.parametrize(
    ("line", "days", "period"),
    [
        ("15 July 2027 to 30 September 2027", ["2027-07-31", "2027-09-01"], None),
        ("1 July 2027 to 29 September 2027", ["2027-07-31", "2027-09-01"], None),
        ("1 July 2027 to 30 September 2027", ["2027-06-30", "2027-09-01"], None),
        ("1 July 2027 to 30 September 2027", ["", "2027-09-01"], None),
        ("1 July 2027 to 30 September 2027", ["2027-07-31", "2027-09-01"], "2027-09"),
    ],
)
def test_a_month_that_may_be_incomplete_is_asked_about(
    tmp_path: Path, line: str, days: list[str], period: str | None
) -> None:
    (card,) = land([("", "q3.csv", payments(line, days))], Warehouse(tmp_path, "Kelp"), period)
    assert card.problem
    assert card.problem.refusal is SeveralMonths
    assert not Warehouse(tmp_path, "Kelp").head().landings


def test_days_that_are_years_away_may_be_in_another_order() -> None:
    away = Counter({date(2018, 3, 26): 12})
    with pytest.raises(WrongMonth, match="If the dates are in another order, such as 26-03-31, set date_order"):
        check_month("2026-03", away, Counter())
    with pytest.raises(WrongMonth, match="Upload it for 2026-02"):
        check_month("2026-03", Counter({date(2026, 2, 26): 12}), Counter())
