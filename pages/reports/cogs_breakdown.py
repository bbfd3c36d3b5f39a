"""COGS breakdown: the month's COGS by order as Omni reports it, and which rows belong to the month's journal."""

import pyarrow.compute as pc
import streamlit as st

from pages.blank_cogs.margin import LABELS, dated_in, dated_outside, margin
from pages.parts.frame.page_context import current, month_name
from pages.parts.money import say_money
from pages.parts.month import landed
from pages.parts.month.headline import headline, judge
from pages.parts.widgets import computed
from pages.parts.widgets.answers import ask, lacks
from pages.parts.widgets.filters import by_flag, flagged
from pages.parts.widgets.listing import draw_list
from pages.parts.widgets.tables import FLAGS, draw

COLUMNS = ("order_ref", FLAGS, "invoice_date", "sales", "cogs", "gross_profit", "gp_pct", "status", "doc_type")
SUMS = ("sales", "cogs", "gross_profit")

context = current()
landed.stop_if_empty(context)
answer = ask(context, "cogs_breakdown")
rows = answer.table
in_month = dated_in(rows, "invoice_date", context.month)
blind, caught = lacks(answer, "cogs_entries"), flagged(answer)
headline(
    context,
    "COGS breakdown",
    "cost of goods sold by order, of what was invoiced or dispatched in the month",
    say_money(None if blind else margin(in_month).cogs, context.settings.currency),
    f"COGS of {in_month.num_rows:,} documents invoiced in the month",
    *judge(blind, caught, f"{caught:,} rows with a flag", "no flags"),
    ("blank_cogs/blank_cogs", "See what COGS is missing"),
)
landed.say_missing(context, answer)


def draw_statement() -> None:
    """What belongs to the month's journal, and what is in the report but in another month's books."""
    undated = rows.filter(pc.is_null(rows["invoice_date"]))
    elsewhere = dated_outside(rows, "invoice_date", context.month)
    lines = [
        margin(in_month).record(f"Invoiced in {month_name(context.period)}"),
        margin(elsewhere).record("Invoiced in another month (CB5)"),
        margin(undated).record("No invoice date (CB5)"),
        margin(rows).record("All rows of the report"),
    ]
    draw(lines, "statement", **LABELS)
    st.caption(
        f"Only the first line belongs to the journal of {month_name(context.period)}: COGS books in the month of the "
        f"invoice date. The {rows.num_rows - in_month.num_rows:,} other rows are here because they were dispatched in "
        "the month."
    )


if not blind:
    draw_statement()
    draw_list(context, answer, by_flag(answer), COLUMNS, SUMS)
computed.explain(answer)
