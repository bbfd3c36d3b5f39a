"""Charts of plain records, with the same meaning for each colour on every page.

The colours can be distinguished without seeing red and green, and are legible on both light and dark pages.
"""

import math
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
# The opacity of the cells in a matrix of months: in order, then from few to many that need attention. The page shows
# through, so that the text in the colour of the theme is legible on all of them, on a light page and on a dark one.
CLEAN, LITTLE, MUCH = 0.3, 0.15, 0.6
# The opacity of items that are not selected.
FAINT = 0.35

AGES = ((31, "0–30"), (62, "31–61"), (92, "62–91"), (10**6, "92 or more"))
PICK = "pick"
# The sides by which an ageing chart is split.
SIDES = {
    "Moved, not booked": OMNI,
    "Booked, not moved": LEDGER,
    "Included in Sync All": NEUTRAL,
    "Left out of Sync All": ATTENTION,
}

# Whether the window is as narrow as a phone's. The browser decides, and a picture that the server draws is wide.
NARROW = "(windowSize()[0] < 600)"
# In a narrow window: the letters of a name on one of its lines, and half the height of a line in pixels.
LINE, HALF = 28, 5.5

Rows = Sequence[Mapping[str, Any]]


def if_narrow(narrow: float | str, wide: float | str) -> Any:
    """Return the property of a chart that a narrow window changes, such as the room for names."""
    return alt.ExprRef(expr=f"{NARROW} ? {narrow} : {wide}")


def wrap(text: str) -> str:
    """Return the expression for a name, such as `datum.label`, that breaks it into two lines in a narrow window.

    Vega puts the first line in the middle of the row. So every name has three lines of half the height, which are moved
    up by one: a short name is on the second of them, and a long one on the first and the third. The
    others hold a space without width, because a browser leaves out an empty line.
    """
    lines = rf"split(trim(replace({text}, /(.{{1,{LINE}}})(\s+|$)/g, '$1\n\u200b\n')), '\n')"
    return f"{NARROW} ? (length({text}) <= {LINE} ? ['\\u200b', {text}, '\\u200b'] : {lines}) : {text}"


def make_names(name: str = "datum.label", widest: int = 330, **axis: Any) -> alt.Axis:
    """Return the axis with the names of bars. No name is cut or left out, and long ones wrap in a narrow window."""
    return alt.Axis(
        labelExpr=wrap(name),
        labelLimit=if_narrow(150, widest),
        labelFontSize=if_narrow(10, 12),
        labelLineHeight=HALF,
        labelOffset=if_narrow(-HALF, 0),
        labelOverlap=False,
        **axis,
    )


def make_month_axis(title: str | None = None, *, is_across: bool = True, **axis: Any) -> alt.Axis:
    """Return an axis of periods such as 2026-03. Across the page the month is above its year. Other values stay."""
    first = "datetime(toNumber(slice(datum.value, 0, 4)), toNumber(slice(datum.value, 5)) - 1, 1)"
    months = f"split(timeFormat({first}, '%b|%Y'), '|')" if is_across else f"timeFormat({first}, '%b %Y')"
    words = f"test(/^\\d{{4}}-\\d{{2}}$/, datum.value) ? {months} : datum.value"
    return alt.Axis(
        title=title, labelExpr=words, labelAngle=0, labelFontSize=if_narrow(10, 12), labelOverlap=False, **axis
    )


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
            x=alt.X("money:Q", title=title, axis=alt.Axis(format=ON_AXES, tickCount=if_narrow(3, 4))),
            y=alt.Y(f"{label}:N", sort=None, title=None, axis=make_names()),
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

    Rows contain `age`, `direction` (one of the SIDES), `money` and `count`. A bar can be clicked: the selection is
    called `pick` and contains its age and direction.
    """
    sides = {side: colour for side, colour in SIDES.items() if any(row["direction"] == side for row in rows)}
    return (
        alt.Chart(alt.Data(values=[_plain(row) for row in rows]))
        .mark_bar(cornerRadiusEnd=3, cursor="pointer")
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
        .add_params(alt.selection_point(name=PICK, fields=["age", "direction"], toggle=False))
        .properties(height=275)
    )


@dataclass(frozen=True)
class Axis:
    """One side of a matrix of months: the column with the month, the title of the side, and its tooltip."""

    column: str
    title: str
    tooltip: str


def read_cell(state: Mapping[str, Any], down: Axis, across: Axis, chosen: Sequence[str]) -> tuple[str, ...] | None:
    """Return the two months of the clicked cell, none if it was `chosen` already, or None without a click."""
    points = state["selection"].get(PICK)
    if not points:
        return None
    clicked = points[0][down.column], points[0][across.column]
    return () if clicked == tuple(chosen) else clicked


def make_matrix(
    rows: Rows, down: Axis, across: Axis, text: alt.Text, money: alt.Tooltip, chosen: Sequence[str]
) -> alt.LayerChart:
    """Return a chart of documents by two months.

    Rows contain both months, `documents` and `money`. `text` is printed in each cell. Only cells off the diagonal are
    shaded, by what is printed in them, because the months in order would dominate: from the smallest to the largest, on
    a logarithmic scale. A cell can be clicked: the selection is called `pick` and contains its two months. Those
    `chosen` have a border.
    """
    printed = str(text.shorthand).partition(":")[0]
    data = [
        {
            **_plain(row),
            "size": float(abs(row[printed])),
            "off": row[down.column] != row[across.column],
            "on": [row[down.column], row[across.column]] == list(chosen),
        }
        for row in rows
    ]
    base = alt.Chart(alt.Data(values=data)).encode(
        x=alt.X(f"{across.column}:N", axis=make_month_axis(across.title, orient="top")),
        y=alt.Y(f"{down.column}:N", axis=make_month_axis(down.title, is_across=False)),
    )
    sizes = [row["size"] for row in data if row["off"] and row["size"]] or [1.0]
    least, whole = min(sizes), math.log(max(sizes) / min(sizes)) or 1
    share = f"{MUCH - LITTLE} * log(max(datum.size, {least}) / {least}) / {whole}"
    shade = f"datum.off ? {LITTLE} + {share} : {CLEAN}"
    cells = base.transform_calculate(shade=shade).mark_rect(cornerRadius=3, cursor="pointer", stroke=OMNI)
    cells = cells.encode(
        color=alt.condition("datum.off", alt.value(ATTENTION), alt.value(NEUTRAL)),
        fillOpacity=alt.FillOpacity("shade:Q", scale=None),
        strokeWidth=alt.condition("datum.on", alt.value(3), alt.value(0)),
        tooltip=[
            alt.Tooltip(f"{down.column}:N", title=down.tooltip),
            alt.Tooltip(f"{across.column}:N", title=across.tooltip),
            alt.Tooltip("documents:Q", format=","),
            money,
        ],
    )
    cells = cells.add_params(alt.selection_point(name=PICK, fields=[down.column, across.column], toggle=False))
    texts = base.mark_text(fontSize=if_narrow(10, 12)).encode(text=text)
    return (cells + texts).properties(height=38 * len({row[down.column] for row in rows}) + 60)


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record with its money as a float, because charts have no decimals and use it only as a length."""
    return {name: float(value) if name == "money" else value for name, value in row.items()}
