"""Timing differences: what has moved and is not booked, and what is booked and has not moved."""

from decimal import Decimal

import pyarrow.compute as pc
import streamlit as st

from pages.parts import charts, computed, detail, downloads, landed
from pages.parts.answers import ask, tally, total, where
from pages.parts.frame import current
from pages.parts.headline import headline
from pages.parts.money import say_money
from pages.parts.tables import pick
from pages.parts.words import WORDS, say

VIEWS = ("Documents", "Roll-forward", "Months", "Cleared this month")

frame = current()
landed.stop_if_empty(frame)
answer = ask(frame, "timing_differences")
rows = answer.table
overdue = where(rows, "kind", ["overdue"])
headline(
    frame,
    "Timing differences",
    "stock on one side of the month end, books on the other",
    say_money(total(rows, "value"), frame.settings.currency),
    f"Stock value of {rows.num_rows:,} documents",
    f"{overdue.num_rows} older than a month end" if overdue.num_rows else "none older than a month end",
    "red" if overdue.num_rows else "green",
    ("reports/missing_fields", "Fill the missing dates"),
)
landed.say_missing(frame, answer)


def draw_quadrants() -> None:
    """Four flows and adjustments, by direction: documents and money, undated ones named."""
    grouped = {(row["flow"], row["class"]): row for row in tally(rows, ["flow", "class"], "value")}
    undated = {(row["flow"], row["class"]): row["count"] for row in tally(where(rows, "undated", ["Y"]), ["flow", "class"], "value")}
    flows = ("Sales", "Customer returns", "Purchases", "Supplier returns", "Adjustments")
    table = [
        {
            "Flow": flow,
            **{
                f"{WORDS[side]}{suffix}": value
                for side in ("moved_only", "accounted_only")
                for suffix, value in (
                    ("", grouped.get((flow, side), {}).get("count", 0)),
                    (": value", grouped.get((flow, side), {}).get("money", Decimal(0))),
                    (": no date", undated.get((flow, side), 0)),
                )
            },
        }
        for flow in flows
    ]
    st.dataframe(
        table,
        hide_index=True,
        key="quadrants",
        column_config={name: st.column_config.NumberColumn(format="accounting") for name in table[0] if name.endswith(": value")},
    )


def draw_ageing() -> None:
    """Money by age and direction."""
    aged = [
        {"age": charts.age_of(row["age_days"]), "direction": say(row["class"]), "money": row["value"], "count": 1}
        for row in rows.to_pylist()
    ]
    st.altair_chart(charts.ageing(aged, "Stock value"), key="ageing")


def draw_documents() -> None:
    """The list, by flow and direction, and the picked document."""
    flows = sorted(set(rows["flow"].to_pylist()))
    with st.container(horizontal=True):
        chosen = st.pills("Flow", flows, selection_mode="multi", key="flow")
        side = st.pills("Direction", ["moved_only", "accounted_only"], format_func=say, key="side")
        only = st.pills("Only", ["undated", "overdue"], format_func=str.capitalize, key="only")
    shown = where(rows, "flow", chosen) if chosen else rows
    shown = where(shown, "class", [side]) if side else shown
    if only:
        shown = where(shown, "undated", ["Y"]) if only == "undated" else where(shown, "kind", ["overdue"])
    row = pick(answer, shown, hidden=("rule", "fix"))
    downloads.offer(answer, shown)
    detail.show(frame, answer, row)


def draw_roll_forward() -> None:
    """Opening + new - cleared = closing, counted and in money."""
    roll = ask(frame, "timing_roll_forward")
    pick(roll, roll.table)
    counts = {name: pc.sum(roll.table[name]).as_py() or 0 for name in ("opening_count", "new_count", "cleared_count", "closing_count")}
    st.markdown(
        f"**{counts['opening_count']} opening + {counts['new_count']} new − {counts['cleared_count']} cleared "
        f"= {counts['closing_count']} closing**"
    )
    downloads.offer(roll, roll.table)


def draw_months() -> None:
    """Where the months of books and stock part, for one flow."""
    matrix = ask(frame, "timing_matrix").table
    flows = sorted(set(matrix["flow"].to_pylist()))
    if not flows:
        st.caption("No documents are known for this month.")
        return
    flow = st.segmented_control("Flow", flows, default="Sales" if "Sales" in flows else flows[0], key="matrix-flow")
    st.altair_chart(charts.matrix(where(matrix, "flow", [flow or flows[0]]).to_pylist()), key="matrix")
    st.caption("Numbers are documents; grey cells are clean, orange ones cross a month end. A blank date is a month of its own.")


def draw_cleared() -> None:
    """What was open at the last month end and is not any more."""
    cleared = ask(frame, "timing_cleared")
    row = pick(cleared, cleared.table)
    downloads.offer(cleared, cleared.table)
    detail.show(frame, cleared, row)


if rows.num_rows:
    left, right = st.columns([3, 2])
    with left:
        draw_quadrants()
    with right:
        draw_ageing()
else:
    st.success("No document straddles this month end.", icon=":material/check:")
view = st.segmented_control("View", VIEWS, default=VIEWS[0], key="view", label_visibility="collapsed") or VIEWS[0]
{"Documents": draw_documents, "Roll-forward": draw_roll_forward, "Months": draw_months, "Cleared this month": draw_cleared}[view]()
computed.explain(answer)
