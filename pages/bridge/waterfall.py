"""The waterfall: balances and the floating bars between them. A bar can be selected."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any, Literal

import altair as alt

from pages.bridge.bars import BALANCE, LEDGER, OMNI, REST, Bar
from pages.parts.charts import ATTENTION, FAINT, NEUTRAL, PICK, if_narrow, make_names
from pages.parts.charts import LEDGER as LEDGER_COLOUR
from pages.parts.charts import OMNI as OMNI_COLOUR
from pages.parts.words import ON_AXES, say_money

COLOURS = {BALANCE: NEUTRAL, OMNI: OMNI_COLOUR, LEDGER: LEDGER_COLOUR, REST: ATTENTION}
ROW = 25
MARGIN = Decimal("0.05")
SEPARATOR = "|"


def make_waterfall(bars: Sequence[Bar], chosen: Iterable[str] = ()) -> alt.LayerChart:
    """Return the chart, with the bars down the page and each amount printed.

    The selection is called `pick` and contains the bar's `code`.
    """
    low, high = _domain(bars)
    wanted = set(chosen)
    data = [_record(index, bar, low, wanted) for index, bar in enumerate(bars)]
    for record, following in pairwise(data):
        record["next"] = following["row"]
    base = alt.Chart(alt.Data(values=data)).encode(
        y=_rows("left", 1),
        opacity=alt.condition("datum.on", alt.value(1), alt.value(FAINT)),
        tooltip=[
            alt.Tooltip("label:N", title="name"),
            alt.Tooltip("text:N", title="amount"),
            alt.Tooltip("kind:N", title="which side"),
            alt.Tooltip("documents:Q", title="documents", format=","),
        ],
    )
    across = alt.Scale(domain=[low, high], nice=False, zero=False)
    drawn = base.mark_bar(height=16, minBandSize=2, cursor="pointer").encode(
        x=alt.X("start:Q", scale=across, title=None, axis=alt.Axis(format=ON_AXES, tickCount=if_narrow(2, 5))),
        x2="end:Q",
        color=alt.Color(
            "kind:N",
            scale=alt.Scale(domain=list(COLOURS), range=list(COLOURS.values())),
            legend=alt.Legend(
                orient="top",
                title=None,
                labelLimit=0,
                labelFontSize=if_narrow(11, 13),
                direction="vertical",  # in columns, it is cut where a panel shares the window
            ),
        ),
    )
    # A step of 0.00 has no length, so the tick keeps it visible.
    ticks = base.mark_tick(thickness=2, size=16).encode(
        x=alt.X("end:Q", scale=across), y=_rows("right", 2), color=alt.Color("kind:N", legend=None)
    )
    pick = alt.selection_point(name=PICK, fields=["code"], toggle=False)
    layers = _connectors(data, across) + drawn.add_params(pick) + ticks
    return layers.resolve_axis(y="independent").properties(height=ROW * len(bars) + 80)


def _connectors(data: Sequence[dict[str, Any]], across: alt.Scale) -> alt.Chart:
    """Return a thin line from the end of each bar down to the next bar, which starts there."""
    chart = alt.Chart(alt.Data(values=[record for record in data if "next" in record]))
    return chart.mark_rule(color=NEUTRAL).encode(
        x=alt.X("end:Q", scale=across), y=alt.Y("row:N", sort=None, axis=None), y2="next:N"
    )


def _rows(side: Literal["left", "right"], part: int) -> alt.Y:
    """Return the rows of the chart, labelled on the left with their names and on the right with their amounts."""
    axis = make_names(
        f"split(datum.label, '{SEPARATOR}')[{part}]",
        orient=side,
        labelAlign="right",
        labelPadding=if_narrow(4, 8) if side == "left" else if_narrow(66, 84),
        grid=False,
    )
    return alt.Y("row:N", sort=None, title=None, axis=axis)


def _domain(bars: Sequence[Bar]) -> tuple[float, float]:
    """Return the range of the axis: from just left of the lowest level, where balances start, to past the highest."""
    levels = [level for bar in bars for level in (bar.start, bar.end) if level is not None]
    low, high = min(levels), max(levels)
    span = (high - low) or Decimal(100)
    return float(low - span * MARGIN * 2), float(high + span * MARGIN)


def _record(index: int, bar: Bar, low: float, wanted: set[str]) -> dict[str, Any]:
    """Return a bar for Vega. Its ends are floats, used only for drawing, and its amount is text."""
    start, end = low if bar.start is None else float(bar.start), float(bar.end)
    return {
        "code": bar.code,
        "row": SEPARATOR.join((f"{index:02d}", bar.label, say_money(bar.amount))),
        "label": bar.label,
        "kind": bar.kind,
        "text": say_money(bar.amount),
        "documents": bar.documents,
        "start": start,
        "end": end,
        "on": not wanted or bar.code in wanted or bar.kind == BALANCE,
    }
