"""Long lists in pages: the engine sorts them and reads one page, and only that page is sent to the browser."""

from typing import NamedTuple

import pyarrow as pa
import streamlit as st

from close.engine.slices import Rows
from close.rules.answers import Answer
from close.rules.queries import Query

SIZE = 500  # rows in a page


class Page(NamedTuple):
    """A page of a list in words, the number of rows on the pages before it, and the number of rows in the list."""

    table: pa.Table
    before: int
    whole: int


def read_page(answer: Answer, rows: Rows, name: str = "") -> Page:
    """Return the page of a list that the user chose. A list of a single page has nothing to choose.

    A row in the URL opens its page. `name` tells apart the lists of one report on a page.
    """
    count, name = rows.count(), name or answer.report.name
    if count <= SIZE:
        return Page(answer.say(rows.page(0, SIZE)), 0, count)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        rows = _choose_order(answer.report, rows, name)
        number = _choose_number(answer, rows, name, -(-count // SIZE))
    return Page(answer.say(rows.page(number * SIZE, SIZE)), number * SIZE, count)


def _choose_order(report: Query, rows: Rows, name: str) -> Rows:
    """Let the user sort by a column that people read. The default is the order of the report."""
    labels = {"": "Default order"}
    columns = [c for c in report.columns if not (c.is_lineage or c.is_code) and c.name in rows.schema.names]
    labels |= {column.name: column.label for column in columns}
    order = st.selectbox("Sort by", list(labels), format_func=labels.__getitem__, key=f"order-{name}", width=260)
    is_descending = st.toggle("Largest or latest first", value=True, key=f"descending-{name}", disabled=not order)
    return rows.sort(order, is_descending) if order else rows


def _choose_number(answer: Answer, rows: Rows, name: str, pages: int) -> int:
    """Let the user choose a page, and return its number from 0. If the rows or their order change, it starts again."""
    key, wanted = f"page-{name}", st.query_params.get("row")
    shown = (answer.period, rows.conditions, rows.order, rows.is_descending)
    # Where the list begins is the widget's default, so a list with other rows is another widget.
    before, first, turn = st.session_state.get(key, (None, 1, 0))
    if before != shown:
        position = rows.locate(answer.report.key, wanted) if wanted else None
        first, turn = 1 + (position or 0) // SIZE, turn + 1
        st.session_state[key] = shown, first, turn
    return st.pagination(pages, default=min(first, pages), key=f"{key}-{turn}") - 1
