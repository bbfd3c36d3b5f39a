"""The fix plan: open items by the screen to open, the filter to set and the field to fill, as a list of jobs."""

import streamlit as st

from close.engine.slices import Rows
from pages.parts.frame.page_context import current
from pages.parts.month import uploads
from pages.parts.month.heading import draw_heading, judge_findings
from pages.parts.widgets.answers import ask, draw_none, say_source, total
from pages.parts.widgets.computation import explain
from pages.parts.widgets.downloads import offer_rows
from pages.parts.widgets.filters import by_column
from pages.parts.words import say_count, say_least, say_money
from pages.worklist import plan
from pages.worklist.items import SIGN, draw_parts
from pages.worklist.jobs import draw_jobs

context = current()
uploads.stop_if_empty(context)
answer = ask(context, "fix_plan")
screens = {*answer.table["screen"].to_pylist()}
label = "Known amount" if answer.stood_in else "Amount"
is_blind = bool(answer.unlanded)
count = sum(answer.table["items"].to_pylist())
draw_heading(
    context,
    "Fix plan",
    f"{context.settings.name or context.warehouse.organisation}: the screen, filter and field for each correction",
    say_money(None if answer.unlanded and not count else total(answer.table, "amount"), context.settings.currency),
    f"{label} of {say_least(is_blind)}{say_count(count, 'open item')} on {say_count(len(screens), 'screen')}",
    *judge_findings(is_blind, count, say_count(answer.table.num_rows, "job"), "nothing to correct"),
    ("worklist", "Assign or explain them"),
    why=say_source(context, answer),
)
uploads.warn_of_missing(context, answer)
draw_parts(context)
if not answer.table.num_rows and not answer.unlanded:
    draw_none("No open items on the worklist.", answer)
with st.container(horizontal=True):
    jobs = by_column(Rows(answer.table), "for_whom", "For", "plan-for")
    jobs = by_column(jobs, "how", "How", "plan-how")
offer_rows(answer, jobs, ("amount", "gap_amount"))
st.caption(SIGN)
chosen = jobs.table()
if chosen.num_rows:
    draw_jobs(context, answer, chosen)
plan.offer_files(context, chosen)
explain(answer)
