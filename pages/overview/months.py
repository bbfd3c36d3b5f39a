"""The gap by month, for up to twelve months. A month whose gap is not known is marked, and has no bar."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import streamlit as st

from close.months import month
from pages.parts import charts
from pages.parts.frame.navigation import go
from pages.parts.frame.page_context import PageContext, month_name, months
from pages.parts.widgets.answers import ask
from pages.parts.words import ON_AXES, say_money

Row = Mapping[str, Any]


def draw_months(context: PageContext) -> None:
    """Draw a bar for each month since the first with exports. Selecting a month opens it."""
    known = months(context.manifest)
    rows = [row for row in ask(context, "gap_by_month").table.to_pylist() if row["period"] in known]
    if len(rows) < 2:
        return
    st.header("Gap by month", anchor=False)
    words = ", ".join(f"{month_name(row['period'])} {say_money(row['gap'])}" for row in rows)
    state = st.altair_chart(
        make_months(rows, context.period),
        key=f"gap-months-{context.period}",
        on_select="rerun",
        selection_mode=charts.PICK,
        alt=f"Gap by month: {words}",
    )
    period = charts.read_pick(state)
    if period and period != context.period:
        go("overview", period=period)


def make_months(rows: Sequence[Row], period: str) -> alt.LayerChart:
    """Return the chart. The month on screen is dark, and a month that is not known has a question mark at zero."""
    data = [
        {
            "code": row["period"],
            "label": f"{month(row['period']).start:%b}",
            "name": month_name(row["period"]),
            "gap": None if row["gap"] is None else float(row["gap"]),
            "text": "unknown" if row["gap"] is None else say_money(row["gap"]),
            "colour": charts.OMNI if row["period"] == period else charts.NEUTRAL,
        }
        for row in rows
    ]
    base = alt.Chart(alt.Data(values=data)).encode(
        x=alt.X(
            "code:O",
            title=None,
            axis=alt.Axis(labelExpr=f"({_name_months(data)})[datum.value]", labelAngle=0, ticks=False),
        ),
        tooltip=[alt.Tooltip("name:N", title="month"), alt.Tooltip("text:N", title="gap")],
    )
    bars = base.mark_bar(cursor="pointer", size=charts.if_narrow(14, 24)).encode(
        y=alt.Y("gap:Q", title=None, axis=alt.Axis(format=ON_AXES, tickCount=3)),
        color=alt.Color("colour:N", scale=None),
    )
    unknown = (
        base.transform_filter("datum.gap === null").mark_text(text="?", color=charts.NEUTRAL).encode(y=alt.datum(0))
    )
    pick = alt.selection_point(name=charts.PICK, fields=["code"], toggle=False)
    return (bars.add_params(pick) + unknown).properties(height=130)


def _name_months(data: Sequence[Row]) -> str:
    names = ", ".join(f"'{row['code']}': '{row['label']}'" for row in data)
    return f"{{{names}}}"
