"""The changes to explain: a table or, in a narrow window, one line for each change with its amounts below its name."""

from typing import Any

import streamlit as st

from close.engine.slices import Rows
from close.rules.answers import Answer
from pages.parts.frame.navigation import FOLDER
from pages.parts.widgets.paging import read_page
from pages.parts.widgets.panel import Picked, select_row
from pages.parts.widgets.tables import name_list, pick, row_keys
from pages.parts.words import plain, say, say_money

COLUMNS = ("name", "change", "change_percent", "amount", "last_month", "average", "state", "part", "explained_by")
LOOKS = FOLDER.parent / ".streamlit" / "flux.css"


def pick_change(answer: Answer, rows: Rows) -> Picked | None:
    """Draw the changes both ways, of which the window's width shows one, and return the selected change, or None."""
    st.html(LOOKS)
    with st.container(key="flux-table"):
        picked = pick(answer, rows, COLUMNS)
    with st.container(key="flux-lines", gap="xsmall"):
        _draw_lines(answer, rows)
    return picked


def _draw_lines(answer: Answer, rows: Rows) -> None:
    table = read_page(answer, rows)
    name = name_list(answer, row_keys(table, answer.report.key))
    for position, row in enumerate(table.to_pylist()):
        with st.container(gap=None, key=f"flux-line-{position}"):
            with st.container(horizontal=True, vertical_alignment="center", wrap=False):
                key = f"line-{name}-{position}"
                st.button(
                    plain(row["name"]), key, type="tertiary", on_click=select_row, args=(name, position), wrap=True
                )
                st.markdown(f"**{plain(say_money(row['change']))}**", text_alignment="right", width="content")
            st.caption(plain(_say_amounts(row)))


def _say_amounts(row: dict[str, Any]) -> str:
    """Return what a change is made of, in the order of the table."""
    percent = "" if row["change_percent"] is None else f"{row['change_percent']:+,}% · "
    return f"{percent}{say_money(row['amount'])}, last month {say_money(row['last_month'])} · {say(row['state'])}"
