"""The chart of the gap and the unexplained amount, month by month."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from close.months import month
from pages.parts.charts import ATTENTION, NEUTRAL, PICK, make_month_axis
from pages.parts.words import IN_CHARTS, ON_AXES

GAP, REST = "Gap", "Unexplained"
COLOURS = {GAP: NEUTRAL, REST: ATTENTION}


def make_trend(rows: Sequence[Mapping[str, Any]]) -> alt.Chart:
    """Return bars of the gap and the unexplained amount of each month. An unknown amount has no bar.

    A bar can be clicked: the selection is called `pick` and contains the month as its code.
    """
    columns = {GAP: "gap", REST: "unexplained"}
    data = [
        {
            "code": row["period"],
            "said": _say_month(row),
            "kind": kind,
            "money": float(row[column]),
        }
        for row in rows
        for kind, column in columns.items()
        if row[column] is not None
    ]
    return (
        alt.Chart(alt.Data(values=data))
        .mark_bar(cornerRadiusEnd=3, cursor="pointer")
        .encode(
            x=alt.X("code:O", axis=make_month_axis(), scale=alt.Scale(domain=[r["period"] for r in rows])),
            xOffset=alt.XOffset("kind:N", sort=list(COLOURS)),
            y=alt.Y("money:Q", title="Amount", axis=alt.Axis(format=ON_AXES, tickCount=4)),
            color=alt.Color(
                "kind:N",
                title=None,
                scale=alt.Scale(domain=list(COLOURS), range=list(COLOURS.values())),
                legend=alt.Legend(orient="top", direction="vertical", labelLimit=0),
            ),
            tooltip=[
                alt.Tooltip("said:N", title="month"),
                alt.Tooltip("kind:N", title="what"),
                alt.Tooltip("money:Q", title="amount", format=IN_CHARTS),
            ],
        )
        .add_params(alt.selection_point(name=PICK, fields=["code"], toggle=False))
        .properties(height=240)
    )


def _say_month(row: Mapping[str, Any]) -> str:
    return f"{month(row['period']).start:%b %Y}"
