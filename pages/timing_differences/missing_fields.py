"""Missing fields: what is blank, on which documents, and the shortest way to fill it."""

from decimal import Decimal

import streamlit as st

from pages.parts.frame.page_context import current
from pages.parts.money import say_money
from pages.parts.month import landed
from pages.parts.month.headline import headline, judge
from pages.parts.widgets import computed, doors
from pages.parts.widgets.answers import ask, lacks
from pages.parts.widgets.filters import by_column
from pages.parts.widgets.listing import draw_list
from pages.timing_differences import gaps, timing

COLUMNS = ("ref", "missing_field", "value", "move_date", "acct_date", "created_date", "doc_type", "contact", "status")

context = current()
landed.stop_if_empty(context)
answer = ask(context, "missing_fields")
rows, documents = answer.table, gaps.documents(answer.table)
value = sum((row["value"] for row in documents if row["value"] is not None), Decimal(0))
blind = lacks(answer, *timing.SOURCES.values())
headline(
    context,
    "Missing fields",
    "what keeps documents from being booked, or from clearing",
    "–" if blind else f"{rows.num_rows:,}",
    f"Blank fields on {len(documents):,} documents",
    *judge(blind, rows.num_rows, f"{say_money(value, context.settings.currency)} of stock", "none"),
    ("timing_differences/timing_differences", "See what they hold up"),
)
landed.say_missing(context, answer)


def draw_plan() -> None:
    """Screen by screen of Omni: filter, field, how many, in bulk or one by one. A row is the door to its documents."""
    st.markdown("**Fix plan**")
    steps, opens = gaps.plan(rows)
    doors.draw_rows(steps, opens, "plan", gaps.LABELS)
    st.caption(
        f"{gaps.bulk(rows):,} can be filled in bulk, the others one by one: invoice dates of sales orders can be bulk "
        "updated, dispatch dates cannot. Set no date filter in Omni while you search: it hides what has no date. "
        "Pick a row to list its documents."
    )


def draw_documents() -> None:
    """The list, by kind of document and field, and the picked one."""
    with st.container(horizontal=True):
        shown = by_column(rows, "doc_type", "Type", "type")
    shown = by_column(shown, "missing_field", "Missing field", "field")
    draw_list(context, answer, shown, COLUMNS)


if rows.num_rows:
    draw_plan()
    draw_documents()
elif not blind:
    tested = timing.tested(ask(context, "timing_matrix").table)
    st.success(f"No field is blank that should be filled: {tested:,} documents were tested.", icon=":material/check:")
computed.explain(answer)
