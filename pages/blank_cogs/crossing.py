"""The crossing of months: COGS by the month that books it against the month in which the goods went out."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from pages.parts.colours import CLEAN, INK, LITTLE, MUCH
from pages.parts.money import IN_CHARTS, ON_AXES
from pages.parts.words import say

Rows = Sequence[Mapping[str, Any]]


def crossing(rows: Rows) -> alt.LayerChart:
    """Rows hold `invoice_month`, `dispatch_month`, `documents` and `cogs`. What crosses a month end is shaded."""
    data = [_cell(row) for row in rows]
    base = alt.Chart(alt.Data(values=data)).encode(
        x=alt.X("dispatch_month:N", title="Month of the dispatch", axis=alt.Axis(orient="top", labelAngle=0)),
        y=alt.Y("invoice_month:N", title="Month of the invoice"),
        tooltip=[
            alt.Tooltip("invoice_month:N", title="invoiced in"),
            alt.Tooltip("dispatch_month:N", title="dispatched in"),
            alt.Tooltip("documents:Q", format=","),
            alt.Tooltip("cogs:Q", title="COGS", format=IN_CHARTS),
        ],
    )
    shade = alt.Color("size:Q", scale=alt.Scale(range=[LITTLE, MUCH], type="sqrt"), legend=None)
    clean = base.transform_filter("!datum.off").mark_rect(cornerRadius=3, color=CLEAN)
    off = base.transform_filter("datum.off").mark_rect(cornerRadius=3).encode(color=shade)
    texts = base.mark_text(fontSize=12, color=INK).encode(text=alt.Text("cogs:Q", format=ON_AXES))
    return (clean + off + texts).properties(height=38 * len({row["invoice_month"] for row in rows}) + 60)


def _cell(row: Mapping[str, Any]) -> dict[str, Any]:
    """A cell of the picture: a blank date in words, and amounts as lengths, for charts have no decimals."""
    cogs, month = float(row["cogs"]), say(row["dispatch_month"])
    return {**row, "dispatch_month": month, "cogs": cogs, "size": abs(cogs), "off": is_off(row)}


def is_off(row: Mapping[str, Any]) -> bool:
    """Whether the two months differ."""
    return bool(row["invoice_month"] != row["dispatch_month"])
