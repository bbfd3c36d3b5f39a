"""Tables: dates as people write them that sort as dates, and rows that are counted against what they belong to."""

from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from close.rules.queries import library
from pages.parts.frame.page_context import month_name
from pages.parts.widgets import paging
from pages.parts.widgets.columns import DAY, MOMENT, MONTH, ROW, WRAPPED, WRAPS_FROM, set_columns, wrap_long
from pages.parts.widgets.tables import HEAD, to_table
from pages.parts.words import IN_TABLES, read_moment
from pages.worklist import jobs
from tests.pages.conftest import FAULTY
from tests.pages.screen import Open, key_of, pick, words


def test_days_months_and_moments_are_written_for_people_and_stay_dates() -> None:
    rows: list[dict[str, Any]] = [
        {
            "day": date(2026, 3, 31),
            "month": "2026-03",
            "at": read_moment("2026-03-31T17:05:09+00:00"),
            "ref": "2026-03-31",
        },
        {"day": None, "month": None, "at": None, "ref": "PO-1"},
    ]
    table = to_table(rows, {name: name for name in rows[0]})
    assert [field.type for field in table.schema] == [DAY, MONTH, MOMENT, pa.string()]
    formats = [column["type_config"].get("format") for column in set_columns(table).values()]
    assert formats == ["D MMM YYYY", "MMMM YYYY", "D MMM YYYY, HH:mm", None]


def test_a_number_has_as_many_decimals_as_it_was_rounded_to() -> None:
    table = pa.table([pa.array([Decimal("7.5")], pa.decimal128(9, scale)) for scale in (1, 2, 4)], ["a", "b", "c"])
    formats = [column["type_config"].get("format") for column in set_columns(table).values()]
    assert formats == ["%.1f", IN_TABLES, "%.4f"]


def test_a_list_shows_dates_as_dates(open_page: Open, months: list[str]) -> None:
    app = open_page("timing_differences", FAULTY, period=months[-1])
    frame = next(found for found in app.dataframe if found.key == key_of(app, "table-timing_differences-"))
    shown = frame.value["Stock moved"].dropna()
    assert len(shown)
    assert all(isinstance(day, date) for day in shown)


def test_the_exceptions_of_a_step_are_not_counted_against_those_of_others(open_page: Open, rows) -> None:
    step = next(row for row in rows("checklist") if row["exception_count"])
    text = words(open_page("checklist", FAULTY, step=step["step"]))
    assert f"{step['exception_count']} rows" in text
    assert "rows in the report" not in text


def test_an_item_moves_the_gap_as_its_document_does_in_the_bridge(rows) -> None:
    items = rows("worklist")
    assert {item["gap_amount"] > 0 for item in items if item["gap_amount"]} == {True, False}
    assert all(item["gap_amount"] == item["leg1_amount"] + item["leg2_amount"] for item in items)


def test_a_row_is_counted_in_the_whole_list(
    open_page: Open, months: list[str], rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "SIZE", 5)
    listed = rows("timing_differences")
    app = pick(open_page("timing_differences", FAULTY, period=months[-1]), "timing_differences", 2)
    assert f"Row 3 of {len(listed):,}" in words(app)
    second = "|".join(str(listed[5][name]) for name in ("doc_type", "ref"))
    assert f"Row 6 of {len(listed):,}" in words(open_page("timing_differences", period=months[-1], row=second))


def test_a_long_reason_takes_several_lines() -> None:
    short, long = {"ref": "S-1", "why": "not synced"}, {"ref": "S-2", "why": "paid, but not in a batch; " * 3}
    for rows, is_wrapped in (([short], False), ([short, short, long], False), ([long, long, short], True)):
        table = to_table(rows, {"ref": "Reference", "why": "Why"})
        columns, height = wrap_long(table, set_columns(table))
        assert (columns["Why"]["width"] == WRAPPED, height > ROW) == (is_wrapped, is_wrapped)


def test_two_lines_take_the_height_at_which_streamlit_wraps() -> None:
    table = to_table(
        [{"ref": "S-1", "why": "paid, but not in any batch of the month"}], {"ref": "Reference", "why": "Why"}
    )
    _, height = wrap_long(table, set_columns(table), {"Why": 200})
    assert height == WRAPS_FROM


def test_a_phone_has_every_column_of_a_table_that_is_only_to_be_read(open_page: Open, months: list[str]) -> None:
    app = open_page("audit_log", FAULTY, period=months[-1])
    (text,) = [found.proto.body for found in app.get("html") if 'class="paper"' in found.proto.body]
    headings = ("When (UTC)", "Who", "What was done", "Subject", "Month")
    assert all(f'data-heading="{heading}"' in text for heading in headings)
    assert f'data-heading="Month">{month_name(months[-1])}<' in text


def test_units_have_no_decimals_and_a_blank_text_is_a_dash(open_page: Open, months: list[str], rows) -> None:
    counted = pa.table({"On hand": pa.array([1], pa.decimal128(18, 2)), "Value": pa.array([1], pa.decimal128(18, 2))})
    formats = [set_columns(counted, units=["On hand"])[name]["type_config"]["format"] for name in counted.column_names]
    assert formats == ["localized", "accounting"]
    assert not any(row["branch"] for row in rows("stock_roll"))
    app = open_page("stock_movements", FAULTY, period=months[-1])
    roll = next(found.value for found in app.dataframe if found.key == key_of(app, "table-stock_roll-"))
    assert "Branch" not in roll
    first = next(
        found.value for found in open_page("bridge", FAULTY, period=months[-1], view="First difference").dataframe
    )
    assert "" not in set(first["Entered as"])


def test_the_columns_that_count_units_are_columns_of_their_reports() -> None:
    for *_, query in library("reports").values():
        assert set(query.units) <= {column.name for column in query.columns}, query.name


def test_the_fix_plan_shows_fifteen_jobs_with_whole_texts(open_page: Open, months: list[str], rows) -> None:
    app = open_page("fix_plan", FAULTY, period=months[-1])
    frame = next(found for found in app.dataframe if found.key == key_of(app, "table-fix_plan-"))
    assert len(frame.value) == len(rows("fix_plan"))
    assert frame.proto.row_height == WRAPS_FROM
    assert (jobs.TALLEST - HEAD) // frame.proto.row_height == 15


def test_the_line_behind_a_row_lists_its_cells(open_page: Open, months: list[str]) -> None:
    app = pick(open_page("timing_differences", FAULTY, period=months[-1]), "timing_differences", 0)
    cells = next(found.value for found in app.dataframe if "In the file" in found.value)
    assert [*cells] == ["Column", "In the file"]
    assert len(cells) > 3
    assert not cells["In the file"].isna().any()
