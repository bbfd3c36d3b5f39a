"""Filters on the documents in a month's export: by flag, by type, by their month in the books, and by state."""

from collections.abc import Mapping
from datetime import timedelta

import streamlit as st

from close.engine.slices import Among, Between, Condition, Rows
from close.months import Month
from close.rules.answers import Answer
from pages.parts.widgets.filters import by_column, by_flag, choose, count
from pages.parts.words import YES_NO

DATE = "acct_date"


def choose_documents(answer: Answer, month: Month, date_label: str, states: Mapping[str, str], amount: str) -> Rows:
    """Return the documents that the filters leave, the largest flagged ones first by the column `amount`.

    `states` labels the Y/N columns to filter by, if any row has Y.
    """
    rows = by_flag(answer).put_largest_first(amount)
    with st.container(horizontal=True):
        rows = by_column(rows, "doc_type", "Type", "type")
        rows = _by_position(rows, month, date_label)
        for name, label in states.items():
            if "Y" in count(answer.rows, name):
                rows = by_column(rows, name, label, name, YES_NO.__getitem__)
    return rows


def _by_position(rows: Rows, month: Month, label: str) -> Rows:
    """Filter by a date's position relative to the month. A blank date has its own word, so that it is never hidden."""
    day = timedelta(days=1)
    positions: dict[str, Condition] = {
        "Earlier": Between(DATE, last=month.start - day),
        "In the month": Between(DATE, month.start, month.end),
        "Later": Between(DATE, month.end + day),
        "No date": Among(DATE, (None,)),
    }
    counts = dict(zip(positions, rows.counts([*positions.values()]), strict=True))
    found = sorted((position for position in counts if counts[position]), key=lambda p: (-counts[p], p))
    chosen = choose(label, {position: counts[position] for position in found}, "booked")
    return rows.where(*(positions[position] for position in chosen)) if chosen else rows
