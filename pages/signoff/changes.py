"""The changes to explain: a table or, in a narrow window, one line for each change with its amounts below its name."""

from typing import Any

import streamlit as st

from close.engine.slices import Rows
from close.rules.answers import Answer
from pages.parts.widgets.paging import read_page
from pages.parts.widgets.panel import Picked, draw_lines
from pages.parts.widgets.tables import name_list, pick, row_keys
from pages.parts.words import say, say_money

COLUMNS = ("name", "change", "change_percent", "amount", "last_month", "state", "part", "average", "explained_by")


def pick_change(answer: Answer, rows: Rows) -> Picked | None:
    """Draw the changes both ways, of which the window's width shows one, and return the selected change, or None."""
    with st.container(key="wide-table"):
        picked = pick(answer, rows, COLUMNS)
    table = read_page(answer, rows).table
    name = name_list(answer, row_keys(table, answer.report.key))
    draw_lines(name, ((row["name"], say_money(row["change"]), _say_amounts(row)) for row in table.to_pylist()))
    return picked


def _say_amounts(row: dict[str, Any]) -> str:
    """Return what a change is made of, in the order of the table."""
    percent = "" if row["change_percent"] is None else f"{row['change_percent']:+,}% · "
    return f"{percent}{say_money(row['amount'])}, last month {say_money(row['last_month'])} · {say(row['state'])}"
