"""Charts of plain records, with the same meaning for each colour on every page.

The colours can be distinguished without seeing red and green, and are legible on both light and dark pages.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from pages.parts.words import IN_CHARTS, ON_AXES, say_money

# A balance, or an item that is in order and needs no action.
NEUTRAL = "#8594a3"
# Omni has the amount and the ledger does not, and the reverse.
OMNI, LEDGER = "#3b82d6", "#d9772f"
# Nobody is working on it: it needs attention.
ATTENTION = "#c43d6b"
# Cells in a matrix of months: in order, then from few to many that need attention. Dark text is legible on all of them.
CLEAN, LITTLE, MUCH, INK = "#b9c5d0", "#f5d8e2", "#dc7a9b", "#12171d"
# The opacity of items that are not selected.
FAINT = 0.35

AGES = ((31, "0–30"), (62, "31–61"), (92, "62–91"), (10**6, "92 or more"))
PICK = "pick"
# The sides by which an ageing chart is split.
SIDES = {
    "Stock moved, not booked": OMNI,
    "Booked, stock not moved": LEDGER,
    "Included in Sync All": NEUTRAL,
    "Left out of Sync All": ATTENTION,
}

Rows = Sequence[Mapping[str, Any]]


def say_age(days: int | None) -> str:
    """Return the ageing bucket for an age in days."""
    return next(name for limit, name in AGES if (days or 0) < limit)


def make_bars(rows: Rows, label: str, title: str, chosen: Iterable[str] = ()) -> alt.Chart:
    """Return a chart of money by kind, one bar each, in the given order.

    Rows contain `code`, the label, `money` and `count`. Kinds that are not selected are faint. A bar can be clicked:
    the selection is called `pick` and contains the code.
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
                alt.Tooltip(f"{label}:N", title="name"),
                alt.Tooltip("count:Q", title="rows"),
                alt.Tooltip("money:Q", title="amount", format=IN_CHARTS),
            ],
        )
        .add_params(alt.selection_point(name=PICK, fields=["code"], toggle=False))
        .properties(height=28 * len(data) + 70)
    )


def describe(title: str, rows: Rows) -> str:
    """Return what bars show, for those who cannot see them. Rows contain `label` and `money`."""
    amounts = (f"{row['label']} {say_money(row['money'])}" for row in rows)
    return f"{title}: {', '.join(amounts)}"


def read_pick(state: Mapping[str, Any]) -> str | None:
    """Return the code of the clicked bar, or None.

    Vega gives an empty mapping if no bar is clicked, otherwise a list.
    """
    points = state["selection"].get(PICK) or []
    return points[0]["code"] if points else None


def make_ageing(rows: Rows, title: str) -> alt.Chart:
    """Return a chart of money by age and side.

    Rows contain `age`, `direction` (one of the SIDES), `money` and `count`.
    """
    sides = {side: colour for side, colour in SIDES.items() if any(row["direction"] == side for row in rows)}
    return (
        alt.Chart(alt.Data(values=[_plain(row) for row in rows]))
        .mark_bar(cornerRadiusEnd=3)
        .encode(
            x=alt.X("age:N", sort=[name for _, name in AGES], title="Days outstanding", axis=alt.Axis(labelAngle=0)),
            y=alt.Y("sum(money):Q", title=title, axis=alt.Axis(format=ON_AXES, tickCount=4)),
            color=alt.Color(
                "direction:N",
                title=None,
                scale=alt.Scale(domain=list(sides), range=list(sides.values())),
                legend=alt.Legend(orient="top", direction="vertical", labelLimit=0),
            ),
            tooltip=[
                alt.Tooltip("age:N", title="days outstanding"),
                alt.Tooltip("direction:N"),
                alt.Tooltip("sum(count):Q", title="documents"),
                alt.Tooltip("sum(money):Q", title="amount", format=IN_CHARTS),
            ],
        )
        .properties(height=275)
    )


@dataclass(frozen=True)
class Axis:
    """One side of a matrix of months: the column with the month, the title of the side, and its tooltip."""

    column: str
    title: str
    tooltip: str


def make_matrix(rows: Rows, down: Axis, across: Axis, text: alt.Text, money: alt.Tooltip) -> alt.LayerChart:
    """Return a chart of documents by two months.

    Rows contain both months, `documents` and `money`. `text` is printed in each cell. Only cells off the diagonal are
    shaded, by their money, because the months in order would dominate.
    """
    data = [{**_plain(row), "off": row[down.column] != row[across.column]} for row in rows]
    base = alt.Chart(alt.Data(values=[{**row, "size": abs(row["money"])} for row in data])).encode(
        x=alt.X(f"{across.column}:N", title=across.title, axis=alt.Axis(orient="top", labelAngle=0)),
        y=alt.Y(f"{down.column}:N", title=down.title),
        tooltip=[
            alt.Tooltip(f"{down.column}:N", title=down.tooltip),
            alt.Tooltip(f"{across.column}:N", title=across.tooltip),
            alt.Tooltip("documents:Q", format=","),
            money,
        ],
    )
    shade = alt.Color("size:Q", scale=alt.Scale(range=[LITTLE, MUCH], type="sqrt"), legend=None)
    clean = base.transform_filter("!datum.off").mark_rect(cornerRadius=3, color=CLEAN)
    off = base.transform_filter("datum.off").mark_rect(cornerRadius=3).encode(color=shade)
    texts = base.mark_text(fontSize=12, color=INK).encode(text=text)
    return (clean + off + texts).properties(height=38 * len({row[down.column] for row in rows}) + 60)


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record with its money as a float, because charts have no decimals and use it only as a length."""
    return {name: float(value) if name == "money" else value for name, value in row.items()}
