"""Pictures of rows: each takes plain records and returns a chart, and asks nothing of the warehouse."""

from collections.abc import Sequence

import altair as alt

AGES = ((31, "up to a month"), (61, "1 to 2 months"), (92, "2 to 3 months"), (10**6, "over 3 months"))


def age_of(days: int | None) -> str:
    """The bucket of an age in days."""
    return next(name for limit, name in AGES if (days or 0) < limit)


def bars(rows: Sequence[dict], label: str, title: str) -> alt.Chart:
    """Money by kind, one bar each, most first. Rows hold `label`, `money`, `count`."""
    data = [{**row, "money": float_of(row["money"])} for row in rows]
    return (
        alt.Chart(alt.Data(values=data))
        .mark_bar(cornerRadiusEnd=3)
        .encode(
            x=alt.X("money:Q", title=title, axis=alt.Axis(format=",.0f")),
            y=alt.Y(f"{label}:N", sort=None, title=None, axis=alt.Axis(labelLimit=260)),
            tooltip=[alt.Tooltip(f"{label}:N"), alt.Tooltip("count:Q"), alt.Tooltip("money:Q", format=",.2f")],
        )
        .properties(height=max(60, 30 * len(data)))
    )


def ageing(rows: Sequence[dict], title: str) -> alt.Chart:
    """Money by age and direction. Rows hold `age`, `direction`, `money`, `count`."""
    data = [{**row, "money": float_of(row["money"])} for row in rows]
    return (
        alt.Chart(alt.Data(values=data))
        .mark_bar(cornerRadiusEnd=3)
        .encode(
            x=alt.X("age:N", sort=[name for _, name in AGES], title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("sum(money):Q", title=title, axis=alt.Axis(format=",.0f")),
            color=alt.Color("direction:N", title=None, legend=alt.Legend(orient="bottom")),
            tooltip=["age:N", "direction:N", alt.Tooltip("sum(count):Q", title="documents"),
                     alt.Tooltip("sum(money):Q", title="money", format=",.2f")],
        )
        .properties(height=240)
    )  # fmt: skip


def matrix(rows: Sequence[dict]) -> alt.LayerChart:
    """Months of the books against months stock moved; the diagonal is clean. Rows hold the months, `documents`, `value`."""
    data = [
        {**row, "value": float_of(row["value"]), "off": row["acct_month"] != row["move_month"]} for row in rows
    ]
    base = alt.Chart(alt.Data(values=data)).encode(
        x=alt.X("move_month:N", title="Month stock moved", axis=alt.Axis(orient="top", labelAngle=0)),
        y=alt.Y("acct_month:N", title="Month of the books"),
        tooltip=["acct_month:N", "move_month:N", "documents:Q", alt.Tooltip("value:Q", format=",.2f")],
    )
    cells = base.mark_rect(cornerRadius=3).encode(
        color=alt.condition(
            "datum.off",
            alt.Color("value:Q", scale=alt.Scale(scheme="oranges", type="sqrt"), legend=None),
            alt.value("#8aa0b5"),
        ),
        opacity=alt.condition("datum.off", alt.value(1), alt.value(0.25)),
    )
    texts = base.mark_text(fontSize=12).encode(text=alt.Text("documents:Q", format=","), color=alt.condition(
        "datum.off", alt.value("#1b2733"), alt.value("#6b7f92")))  # fmt: skip
    months = len({row["acct_month"] for row in rows})
    return (cells + texts).properties(height=max(120, 38 * months + 60))


def float_of(amount: object) -> float:
    """A picture's length: charts have no decimals. Never used for a number that is read or compared."""
    return 0.0 if amount is None else float(str(amount))
