"""Missing fields: the blank fields, their documents, and the quickest way to fill them in."""

from decimal import Decimal

import streamlit as st

from pages.parts.frame.page_context import current
from pages.parts.month import uploads
from pages.parts.month.heading import draw_heading, judge_findings
from pages.parts.widgets import drill_downs
from pages.parts.widgets.answers import ask, draw_none, lacks, say_source
from pages.parts.widgets.computation import explain
from pages.parts.widgets.filters import by_column
from pages.parts.widgets.listing import draw_list
from pages.parts.words import say_count, say_money, say_tested
from pages.timing_differences import blank_fields, flows

COLUMNS = ("ref", "missing_field", "value", "move_date", "acct_date", "created_date", "doc_type", "contact", "status")

context = current()
uploads.stop_if_empty(context)
answer = ask(context, "missing_fields")
rows, documents = answer.table, blank_fields.list_documents(answer.table)
known = sum((row["value"] for row in documents if row["value"] is not None), Decimal(0))
value = None if answer.stood_in else known
blind = lacks(answer, *flows.SOURCES.values())
draw_heading(
    context,
    "Missing fields",
    "blank fields that keep documents from being booked or from clearing",
    "–" if blind else f"{rows.num_rows:,}",
    f"Blank fields on {say_count(len(documents), 'document')}",
    *judge_findings(blind, rows.num_rows, f"{say_money(value, context.settings.currency)} of stock", "none"),
    ("timing_differences", "See the timing differences"),
    why=say_source(context, answer),
)
uploads.warn_of_missing(context, answer)


def draw_plan() -> None:
    """Draw the work by Omni screen: filter, field, count, in bulk or singly. Selecting a row lists its documents."""
    st.markdown("**Blank fields by screen in Omni**")
    steps, opens = blank_fields.plan_screens(rows)
    drill_downs.draw_rows(steps, opens, "plan", blank_fields.LABELS)
    st.caption(
        "Select a row to list its documents. Do not filter by date in Omni: that hides the documents without one. "
        f"{blank_fields.count_bulk(rows):,} of the fields can be filled in by bulk update, which Omni offers only for "
        "the invoice dates of sales orders. This page counts every blank field. The fix plan counts lower, because it "
        "lists a document once, under its first cause."
    )


def draw_documents() -> None:
    """Draw the list by kind of document and field, and the selected document."""
    with st.container(horizontal=True):
        fields = by_column(answer.rows, "doc_type", "Type", "type")
    fields = by_column(fields, "missing_field", "Missing field", "field")
    draw_list(context, answer, fields, COLUMNS)


if rows.num_rows:
    draw_plan()
    draw_documents()
elif not blind:
    tested = flows.count_tested(ask(context, "timing_matrix").table)
    draw_none(f"No required field is blank: {say_tested(tested, 'document')}.", answer)
explain(answer)
