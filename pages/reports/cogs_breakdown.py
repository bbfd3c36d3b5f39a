"""COGS breakdown: the month's COGS by order as reported by Omni, and which rows belong to the month's journal."""

import streamlit as st

from pages.blank_cogs.margin import LABELS, measure_margin, rows_in, rows_outside
from pages.parts.frame.page_context import current, month_name
from pages.parts.month import uploads
from pages.parts.month.heading import draw_heading, judge_findings
from pages.parts.widgets.answers import ask, lacks, say_source
from pages.parts.widgets.computation import explain
from pages.parts.widgets.filters import by_flag, count_flagged
from pages.parts.widgets.listing import draw_list
from pages.parts.widgets.tables import FLAGS, draw
from pages.parts.words import agree, say_count, say_money

COLUMNS = ("order_ref", "sales", "cogs", FLAGS, "invoice_date", "gross_profit", "gp_pct", "status", "doc_type")
SUMS = ("sales", "cogs", "gross_profit")

context = current()
uploads.stop_if_empty(context)
answer = ask(context, "cogs_breakdown")
rows = answer.rows
in_month = rows_in(rows, "invoice_date", context.month)
blind, caught = lacks(answer, "cogs_entries"), count_flagged(answer)
draw_heading(
    context,
    "COGS breakdown",
    "cost of goods sold by order, for orders invoiced or dispatched in the month",
    say_money(None if blind else measure_margin(in_month).cogs, context.settings.currency),
    f"COGS of {say_count(in_month.count(), 'document')} invoiced in the month",
    *judge_findings(blind, caught, f"{say_count(caught, 'row')} with a flag", "no flags"),
    ("blank_cogs", "See the missing COGS"),
    why=say_source(context, answer),
)
uploads.warn_of_missing(context, answer)


def draw_statement() -> None:
    """Draw the COGS that belongs to the month's journal, and the COGS in the report's rows for other months."""
    undated = rows.among("invoice_date", [None])
    elsewhere = rows_outside(rows, "invoice_date", context.month)
    lines = [
        measure_margin(in_month).record(f"Invoiced in {month_name(context.period)}"),
        measure_margin(elsewhere).record("Invoiced in another month (CB5)"),
        measure_margin(undated).record("No invoice date (CB5)"),
        measure_margin(rows).record("All rows of the report"),
    ]
    draw(lines, "statement", **LABELS)
    other = rows.count() - in_month.count()
    st.caption(
        f"Only the first line belongs to the journal of {month_name(context.period)}, because COGS is posted in the "
        f"month of the invoice date. The other {say_count(other, 'row')} {agree(other, 'is', 'are')} listed because "
        f"{agree(other, 'it was', 'they were')} dispatched in the month."
    )


if not blind:
    draw_statement()
    draw_list(context, answer, by_flag(answer), COLUMNS, SUMS)
explain(answer)
