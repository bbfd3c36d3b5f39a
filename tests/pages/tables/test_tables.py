"""Tables: dates as people write them that sort as dates, and rows that are counted against what they belong to."""

from datetime import date
from typing import Any

import pyarrow as pa

from pages.parts.widgets.columns import DAY, MOMENT, MONTH, set_columns
from pages.parts.widgets.tables import to_table
from pages.parts.words import read_moment
from tests.pages.conftest import FAULTY
from tests.pages.screen import Open, key_of, words


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
