"""Timing differences: documents that moved but are not booked, or are booked but have not moved."""

import streamlit as st

from pages.parts.frame.page_context import current
from pages.parts.frame.url import take_choice
from pages.parts.month import uploads
from pages.parts.month.heading import draw_heading, judge_findings
from pages.parts.widgets import drill_downs
from pages.parts.widgets.answers import ask, draw_none, lacks, say_source, total, where
from pages.parts.widgets.computation import explain
from pages.parts.widgets.downloads import offer_rows
from pages.parts.widgets.filters import by_column, choose, choose_one
from pages.parts.widgets.listing import draw_list
from pages.parts.widgets.tables import draw
from pages.parts.words import say_count, say_money, say_tested
from pages.timing_differences import flows
from pages.timing_differences.ageing import choose_ages, draw_ages
from pages.timing_differences.months import draw_months

VIEWS = ("Documents", "Roll-forward", "Months", "Cleared this month")
COLUMNS = (
    "ref",
    "value",
    "class",
    "age_days",
    "move_date",
    "acct_date",
    "contact",
    "flow",
    "status",
    "first_month",
)
CLEARED = ("ref", "value", "move_date", "acct_date", "previous_class", "cleared_by", "flow", "contact")

context = current()
uploads.stop_if_empty(context)
answer = ask(context, "timing_differences")
rows = answer.table
parts = flows.list_parts(rows)
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
        st.markdown(flows.say_dates(rows.num_rows, where(rows, "undated", ["Y"]).num_rows))
        st.caption(f"Select a row to list its documents. {flows.say_parts(parts)}")
    with thirds.cell():
        name = "Timing differences by days outstanding"
        draw_ages(flows.make_ages(rows), "Stock value", name, lambda bar: {"view": VIEWS[0], **flows.filter_age(bar)})


def draw_documents() -> None:
    """Draw the list by flow and direction, and the selected document. What is still open is shown if any is a part."""
    with st.container(horizontal=True):
        documents = by_column(answer.rows, "flow", "Flow", "flow")
        documents = by_column(documents, "class", "Direction", "side")
        late = {
            "undated": documents.among("undated", ["Y"]).count(),
            "overdue": documents.among("kind", ["overdue"]).count(),
        }
        only = choose("Only", late, "only", lambda name: flows.ONLY[name])
        documents = choose_ages(documents)
    documents = documents.among("undated", ["Y"]) if "undated" in only else documents
    documents = documents.among("kind", ["overdue"]) if "overdue" in only else documents
    still_open = ("open_value",) if parts else ()
    draw_list(context, answer, documents, (*COLUMNS[:4], *still_open, *COLUMNS[4:]), ("value", *still_open))


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


def draw_cleared() -> None:
    """Draw the documents that were open at the last month end but no longer are."""
    cleared = ask(context, "timing_cleared")
    draw_list(context, cleared, cleared.rows, CLEARED, ("value",))


if rows.num_rows:
    draw_top()
elif not blind:
    tested = flows.count_tested(ask(context, "timing_matrix").table)
    draw_none(f"No timing differences: {say_tested(tested, 'document')} on both dates.", answer)
take_choice("view", VIEWS)
view = choose_one("View", VIEWS, "view", hidden=True)
{
    VIEWS[0]: draw_documents,
    VIEWS[1]: draw_roll_forward,
    VIEWS[2]: lambda: draw_months(context),
    VIEWS[3]: draw_cleared,
}[view]()
explain(answer)
