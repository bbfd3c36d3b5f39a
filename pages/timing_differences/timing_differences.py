"""Timing differences: what has moved and is not booked, and what is booked and has not moved."""

import streamlit as st

from pages.parts import charts
from pages.parts.frame.page_context import current
from pages.parts.money import say_money
from pages.parts.month import landed
from pages.parts.month.headline import headline, judge
from pages.parts.widgets import computed, doors, downloads
from pages.parts.widgets.answers import ask, lacks, total, where
from pages.parts.widgets.filters import by_column, choose, choose_one
from pages.parts.widgets.listing import draw_list
from pages.parts.widgets.tables import draw
from pages.timing_differences import timing

VIEWS = ("Documents", "Roll-forward", "Months", "Cleared this month")
COLUMNS = ("ref", "value", "move_date", "acct_date", "age_days", "class", "flow", "contact", "status", "first_month")
CLEARED = ("ref", "value", "move_date", "acct_date", "previous_class", "cleared_by", "flow", "contact")

context = current()
landed.stop_if_empty(context)
answer = ask(context, "timing_differences")
rows = answer.table
overdue = where(rows, "kind", ["overdue"]).num_rows
blind = lacks(answer, *timing.SOURCES.values())
headline(
    context,
    "Timing differences",
    "stock on one side of the month end, books on the other",
    say_money(None if blind else total(rows, "value"), context.settings.currency),
    f"Stock value of {rows.num_rows:,} documents",
    *judge(blind, overdue, f"{overdue:,} older than a month end", "none older than a month end"),
    ("timing_differences/missing_fields", "Fill the missing dates"),
)
landed.say_missing(context, answer)


def draw_top() -> None:
    """Flows by direction, a row being the door to its documents, and the money by age."""
    thirds = st.grid(3, min_column_width=280)
    with thirds.cell(column_span=2):
        shown, opens = timing.quadrants(answer)
        doors.draw_rows(shown, opens, "quadrants", timing.QUADRANT_LABELS, {"view": VIEWS[0]})
        st.caption(
            "Moved: stock moved, not booked. Booked: booked, stock not moved. No date: the other date is blank, so "
            "nothing will clear it by itself. Pick a row to list its documents."
        )
    with thirds.cell():
        st.altair_chart(charts.ageing(timing.ages(rows), "Stock value"), key="ageing")


def draw_documents() -> None:
    """The list, by flow and direction, and the picked document."""
    shown = by_column(rows, "flow", "Flow", "flow")
    with st.container(horizontal=True):
        shown = by_column(shown, "class", "Direction", "side")
        late = {
            "undated": where(shown, "undated", ["Y"]).num_rows,
            "overdue": where(shown, "kind", ["overdue"]).num_rows,
        }
        only = choose("Only", late, "only", lambda name: timing.ONLY[name])
    shown = where(shown, "undated", ["Y"]) if "undated" in only else shown
    shown = where(shown, "kind", ["overdue"]) if "overdue" in only else shown
    draw_list(context, answer, shown, COLUMNS, ("value",))


def draw_roll_forward() -> None:
    """Opening + new - cleared + revalued = closing, in money and in documents."""
    roll = ask(context, "timing_roll_forward")
    money, counts = timing.roll_forward(roll.table)
    st.markdown("**In money**")
    draw(money, "roll-money", **timing.ROLL_LABELS)
    st.markdown("**In documents**")
    draw(counts, "roll-counts", **timing.ROLL_LABELS)
    st.caption(timing.say_roll(money[-1], counts[-1], "revalued is a document whose value changed while it was open"))
    downloads.offer(roll, roll.table)


def draw_months() -> None:
    """Where the months of books and stock part, for one flow."""
    matrix = ask(context, "timing_matrix").table
    flows = [flow for flow in timing.FLOWS if flow in set(matrix["flow"].to_pylist())]
    if not flows:
        st.caption("No documents are known for this month.")
        return
    flow = choose_one("Flow", flows, "matrix-flow")
    months = where(matrix, "flow", [flow]).to_pylist()
    st.altair_chart(charts.matrix(months), key="matrix")
    off = sum(cell["documents"] for cell in months if cell["acct_month"] != cell["move_month"])
    st.caption(
        f"{flow}: {sum(cell['documents'] for cell in months):,} documents, {off:,} with their two dates in different "
        "months (red, the deeper the more money; grey is clean). A blank date is a month of its own."
    )


def draw_cleared() -> None:
    """What was open at the last month end and is not any more."""
    cleared = ask(context, "timing_cleared")
    draw_list(context, cleared, cleared.table, CLEARED, ("value",))


if rows.num_rows:
    draw_top()
elif not blind:
    tested = timing.tested(ask(context, "timing_matrix").table)
    st.success(f"No document straddles this month end: both dates of {tested:,} were tested.", icon=":material/check:")
view = choose_one("View", VIEWS, "view", hidden=True)
{VIEWS[0]: draw_documents, VIEWS[1]: draw_roll_forward, VIEWS[2]: draw_months, VIEWS[3]: draw_cleared}[view]()
computed.explain(answer)
