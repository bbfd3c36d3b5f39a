"""Pictures of rows: each takes plain records and returns a chart, and asks nothing of the warehouse."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import altair as alt

from pages.parts.colours import ATTENTION, CLEAN, FAINT, INK, LEDGER, LITTLE, MUCH, NEUTRAL, OMNI
from pages.parts.money import IN_CHARTS, ON_AXES
from pages.parts.words import say

AGES = ((31, "0–30"), (62, "31–61"), (92, "62–91"), (10**6, "92 and more"))
PICK = "pick"
# The sides that money by age is split into.
SIDES = {
    "Stock moved, not booked": OMNI,
    "Booked, stock not moved": LEDGER,
    "Sync All takes it": NEUTRAL,
    "Sync All skips it": ATTENTION,
}

Rows = Sequence[Mapping[str, Any]]


def age_of(days: int | None) -> str:
    """The bucket of an age in days."""
    return next(name for limit, name in AGES if (days or 0) < limit)


def bars(rows: Rows, label: str, title: str, chosen: Iterable[str] = ()) -> alt.Chart:
    """Money by kind, one bar each, in the order given. Rows hold `code`, the label, `money`, `count`.

    Kinds that are not chosen are faint. A bar can be clicked: the selection is called `pick` and holds the code.
    """
    wanted = set(chosen)
    data = [{**_plain(row), "on": not wanted or row["code"] in wanted} for row in rows]
    return (
        alt.Chart(alt.Data(values=data))
        .mark_bar(cornerRadiusEnd=3, cursor="pointer", color=OMNI)
        .encode(
            x=alt.X("money:Q", title=title, axis=alt.Axis(format=ON_AXES, tickCount=4)),
            y=alt.Y(f"{label}:N", sort=None, title=None, axis=alt.Axis(labelLimit=200, labelOverlap=False)),
            opacity=alt.condition("datum.on", alt.value(1), alt.value(FAINT)),
            tooltip=[
                alt.Tooltip(f"{label}:N", title="what"),
                alt.Tooltip("count:Q", title="rows"),
                alt.Tooltip("money:Q", title="money", format=IN_CHARTS),
            ],
        )
        .add_params(alt.selection_point(name=PICK, fields=["code"], toggle=False))
        .properties(height=28 * len(data) + 70)
    )


def picked(state: Mapping[str, Any]) -> str | None:
    """The code of the clicked bar. Vega gives an empty mapping where nothing is clicked, else a list."""
    points = state["selection"].get(PICK) or []
    return points[0]["code"] if points else None


def ageing(rows: Rows, title: str) -> alt.Chart:
    """Money by age and side. Rows hold `age`, `direction` which is one of the SIDES, `money`, `count`."""
    sides = {side: colour for side, colour in SIDES.items() if any(row["direction"] == side for row in rows)}
    return (
        alt.Chart(alt.Data(values=[_plain(row) for row in rows]))
        .mark_bar(cornerRadiusEnd=3)
        .encode(
            x=alt.X("age:N", sort=[name for _, name in AGES], title="Days open", axis=alt.Axis(labelAngle=0)),
            y=alt.Y("sum(money):Q", title=title, axis=alt.Axis(format=ON_AXES, tickCount=4)),
            color=alt.Color(
                "direction:N",
                title=None,
                scale=alt.Scale(domain=list(sides), range=list(sides.values())),
                legend=alt.Legend(orient="top", direction="vertical", labelLimit=0),
            ),
            tooltip=[
                alt.Tooltip("age:N", title="days open"),
                alt.Tooltip("direction:N"),
                alt.Tooltip("sum(count):Q", title="documents"),
                alt.Tooltip("sum(money):Q", title="money", format=IN_CHARTS),
            ],
        )
        .properties(height=275)
    )


def matrix(rows: Rows) -> alt.LayerChart:
    """Months of the books against months stock moved. Rows hold both months, `documents` and `value`."""
    data = [_plain(row) | _months(row) | _shade(row) for row in rows]
    base = alt.Chart(alt.Data(values=data)).encode(
        x=alt.X("move_month:N", title="Month stock moved", axis=alt.Axis(orient="top", labelAngle=0)),
        y=alt.Y("acct_month:N", title="Month of the books"),
        tooltip=[
            alt.Tooltip("acct_month:N", title="booked in"),
            alt.Tooltip("move_month:N", title="stock moved in"),
            alt.Tooltip("documents:Q"),
            alt.Tooltip("value:Q", title="stock value", format=IN_CHARTS),
        ],
    )
    shade = alt.Color("shade:Q", scale=alt.Scale(range=[LITTLE, MUCH], type="sqrt"), legend=None)
    cells = base.mark_rect(cornerRadius=3).encode(color=alt.condition("datum.off", shade, alt.value(CLEAN)))
    texts = base.mark_text(fontSize=12, color=INK).encode(text=alt.Text("documents:Q", format=","))
    months = len({row["acct_month"] for row in rows})
    return (cells + texts).properties(height=38 * months + 60)


def _shade(row: Mapping[str, Any]) -> dict[str, Any]:
    """Only money off the diagonal is shaded: the clean months would drown it. Vega leaves out what has no number."""
    off = row["acct_month"] != row["move_month"]
    return {"off": off, "shade": float(row["value"]) if off else 0.0}


def _months(row: Mapping[str, Any]) -> dict[str, Any]:
    """The two months of a cell in words: a blank date is a month of its own."""
    return {name: say(row[name]) for name in ("acct_month", "move_month")}


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """A record whose amounts are lengths of a picture: charts have no decimals, and nothing is read off them."""
    return {name: float(value) if name in {"money", "value"} else value for name, value in row.items()}
