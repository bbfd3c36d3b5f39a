"""Documents by days outstanding: the chart whose bars list their documents, and the filter by the same groups."""

from collections.abc import Callable, Mapping

import streamlit as st

from close.engine.slices import Rows
from pages.parts import charts
from pages.parts.widgets import drill_downs
from pages.parts.widgets.filters import choose
from pages.parts.widgets.pictures import offer_pictures

AGE, SIDE = "age", "side"  # the filters in the address


def draw_ages(
    records: charts.Rows, money: str, name: str, list_of: Callable[[Mapping[str, str]], Mapping[str, object]]
) -> None:
    """Draw money by days outstanding and side. `list_of` returns the filters that list the documents of a bar."""
    chart = charts.make_ageing(records, money)
    state = st.altair_chart(
        chart,
        key=f"ageing-{st.session_state.get(AGE, [])}-{st.session_state.get(SIDE, [])}",
        on_select="rerun",
        selection_mode=charts.PICK,
        alt=f"{money} by days outstanding and side",
    )
    if points := state["selection"].get(charts.PICK):
        drill_downs.open_list(list_of(points[0]))
    offer_pictures(chart, name)


def choose_ages(rows: Rows) -> Rows:
    """Let the user choose the days outstanding, in the groups of the chart, and return those rows."""
    counts = {row["age_days"]: row["count"] for row in rows.tally(["age_days"]) if row["age_days"] is not None}
    groups = {name: [day for day in counts if charts.say_age(day) == name] for _, name in charts.AGES}
    known = {name: sum(counts[day] for day in group) for name, group in groups.items() if group}
    chosen = choose("Days outstanding", known, AGE)
    return rows.among("age_days", [day for name in chosen for day in groups[name]]) if chosen else rows
