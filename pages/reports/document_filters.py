"""Filters on the documents in a month's export: by flag, by type, by their month in the books, and by state."""

from collections.abc import Mapping
from datetime import date

import pyarrow as pa
import streamlit as st

from close.months import Month
from close.rules.answers import Answer
from pages.parts.widgets.answers import where
from pages.parts.widgets.filters import by_column, by_flag
from pages.parts.words import YES_NO


def choose_documents(answer: Answer, month: Month, date_label: str, states: Mapping[str, str]) -> pa.Table:
    """Return the documents that the filters leave. `states` labels the Y/N columns to filter by, if any row has Y."""
    rows = by_flag(answer)
    with st.container(horizontal=True):
        rows = by_column(rows, "doc_type", "Type", "type")
        rows = by_column(_add_position(rows, month), "position", date_label, "booked")
        for name, label in states.items():
            if where(answer.table, name, ["Y"]).num_rows:
                rows = by_column(rows, name, label, name, YES_NO.__getitem__)
    return rows


def _add_position(rows: pa.Table, month: Month) -> pa.Table:
    positions = [_say_position(day, month) for day in rows["acct_date"].to_pylist()]
    return rows.append_column("position", pa.array(positions, pa.string()))


def _say_position(day: date | None, month: Month) -> str:
    """Return a date's position relative to the month. A blank date has its own word, so that it is never hidden."""
    if day is None:
        return "No date"
    if day < month.start:
        return "Earlier"
    return "Later" if day > month.end else "In the month"
