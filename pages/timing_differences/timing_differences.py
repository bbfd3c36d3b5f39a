"""Timing differences: documents that moved but are not booked, or are booked but have not moved."""

import altair as alt
import streamlit as st

from pages.parts import charts
from pages.parts.frame.page_context import current
from pages.parts.month import uploads
from pages.parts.month.heading import draw_heading, judge_findings
from pages.parts.widgets import drill_downs
from pages.parts.widgets.answers import ask, draw_none, lacks, say_source, total, where
from pages.parts.widgets.computation import explain
from pages.parts.widgets.downloads import offer_rows
from pages.parts.widgets.filters import by_column, choose, choose_one
from pages.parts.widgets.listing import draw_list
from pages.parts.widgets.pictures import offer_pictures
from pages.parts.widgets.tables import draw
from pages.parts.words import IN_CHARTS, say_count, say_least, say_money, say_tested
from pages.timing_differences import flows
from pages.timing_differences.ageing import choose_ages, draw_ages

VIEWS = ("Documents", "Roll-forward", "Months", "Cleared this month")
COLUMNS = (
    "ref",
    "value",
    "open_value",
    "move_date",
    "acct_date",
    "age_days",
    "class",
    "flow",
    "contact",
    "status",
    "first_month",
)
BOOKS = charts.Axis("acct_month", "Month booked", "booked in")
MOVES = charts.Axis("move_month", "Month stock moved", "stock moved in")
CLEARED = ("ref", "value", "move_date", "acct_date", "previous_class", "cleared_by", "flow", "contact")

context = current()
uploads.stop_if_empty(context)
answer = ask(context, "timing_differences")
rows = answer.table
overdue = where(rows, "kind", ["overdue"]).num_rows
blind = lacks(answer, *flows.SOURCES.values())
draw_heading(
    context,
    "Timing differences",
    "stock moved on one side of the month end and booked on the other",
    say_money(None if blind or answer.stood_in else total(rows, "value"), context.settings.currency),
    f"Stock value of {say_count(rows.num_rows, 'whole document')}",
    *judge_findings(blind, overdue, f"{overdue:,} outstanding since an earlier month", "none from earlier months"),
    ("missing_fields", "Enter the missing dates"),
    why=say_source(context, answer),
)
uploads.warn_of_missing(context, answer)


def draw_top() -> None:
    """Draw the flows by direction, and the money by age. Selecting a flow lists its documents."""
    thirds = st.grid(3, min_column_width=280)
    with thirds.cell(column_span=2):
        lines, opens = flows.make_quadrants(answer)
        drill_downs.draw_rows(lines, opens, "quadrants", flows.QUADRANT_LABELS, {"view": VIEWS[0]})
        undated = where(rows, "undated", ["Y"]).num_rows
        st.markdown(
            f"Both dates are known of **{rows.num_rows - undated:,} of {say_count(rows.num_rows, 'document')}**: these "
            f"clear by themselves. The other date of {undated:,} is blank."
        )
        st.caption(
            "A document whose other date is blank does not clear by itself. Select a row to list its documents. "
            + flows.say_parts(rows)
        )
    with thirds.cell():
        name = "Timing differences by days outstanding"
        draw_ages(flows.make_ages(rows), "Stock value", name, lambda bar: {"view": VIEWS[0], **flows.filter_age(bar)})


def draw_documents() -> None:
    """Draw the list by flow and direction, and the selected document."""
    documents = by_column(answer.rows, "flow", "Flow", "flow")
    with st.container(horizontal=True):
        documents = by_column(documents, "class", "Direction", "side")
        late = {
            "undated": documents.among("undated", ["Y"]).count(),
            "overdue": documents.among("kind", ["overdue"]).count(),
        }
        only = choose("Only", late, "only", lambda name: flows.ONLY[name])
    documents = choose_ages(documents)
    documents = documents.among("undated", ["Y"]) if "undated" in only else documents
    documents = documents.among("kind", ["overdue"]) if "overdue" in only else documents
    draw_list(context, answer, documents, COLUMNS, ("value", "open_value"))


def draw_roll_forward() -> None:
    """Draw opening + new - cleared + revalued = closing, as amounts and as documents."""
    roll = ask(context, "timing_roll_forward")
    money, counts = flows.make_roll_forward(roll.table)
    st.markdown("**By value**")
    draw(money, "roll-money", **flows.ROLL_LABELS)
    st.markdown("**By number of documents**")
    draw(counts, "roll-counts", **flows.ROLL_LABELS)
    note = "A document is revalued if its value changed while it was open."
    st.caption(flows.say_roll(money[-1], counts[-1], note, bool(roll.incomplete)))
    offer_rows(roll, roll.rows)


def draw_months() -> None:
    """Draw the documents in one flow by their month in the books and the month when stock moved."""
    matrix = ask(context, "timing_matrix").table
    known = [flow for flow in flows.FLOWS if flow in set(matrix["flow"].to_pylist())]
    if not known:
        st.caption("There are no documents for this month.")
        return
    flow = choose_one("Flow", known, "matrix-flow")
    months = where(matrix, "flow", [flow]).to_pylist()
    chart = charts.make_matrix(
        [{**cell, "money": cell["value"]} for cell in months],
        BOOKS,
        MOVES,
        alt.Text("documents:Q", format=","),
        alt.Tooltip("money:Q", title="stock value", format=IN_CHARTS),
    )
    st.altair_chart(chart, key="matrix", alt=f"{flow}: documents by the month booked and the month the stock moved")
    offer_pictures(chart, f"{flow} by the month booked and moved")
    least, known = say_least(any(cell["lacks_rows"] == "Y" for cell in months)), sum(c["documents"] for c in months)
    off = sum(cell["documents"] for cell in months if cell["acct_month"] != cell["move_month"])
    st.caption(
        f"{flow}: {least}{say_count(known, 'document')}, {off:,} with their two dates in different "
        "months (red, darker for more documents). A blank date counts as a separate month."
    )


def draw_cleared() -> None:
    """Draw the documents that were open at the last month end but no longer are."""
    cleared = ask(context, "timing_cleared")
    draw_list(context, cleared, cleared.rows, CLEARED, ("value",))


if rows.num_rows:
    draw_top()
elif not blind:
    tested = flows.count_tested(ask(context, "timing_matrix").table)
    draw_none(f"No timing differences: {say_tested(tested, 'document')} on both dates.", answer)
view = choose_one("View", VIEWS, "view", hidden=True)
{VIEWS[0]: draw_documents, VIEWS[1]: draw_roll_forward, VIEWS[2]: draw_months, VIEWS[3]: draw_cleared}[view]()
explain(answer)
