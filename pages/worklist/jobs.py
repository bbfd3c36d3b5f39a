"""The jobs of the fix plan: a screen of Omni, a filter and a field each, and the documents of the chosen one."""

from collections.abc import Sequence

import pyarrow as pa
import streamlit as st

from close.rules.answers import Answer
from pages.parts.frame.navigation import STORIES, link
from pages.parts.frame.page_context import PageContext
from pages.parts.month.causes import cause
from pages.parts.paper import draw_hint
from pages.parts.widgets.answers import ask
from pages.parts.widgets.columns import WRAPS_FROM, set_columns
from pages.parts.widgets.drill_downs import Way, draw_ways
from pages.parts.widgets.panel import Picked, draw_lines, open_panel
from pages.parts.widgets.tables import HEAD, name_list, row_keys, select_rows, to_table
from pages.parts.words import plain, say, say_count, say_day, say_money
from pages.worklist.plan import Row, find_job, group_documents

JOBS = {
    "screen": "Screen",
    "amount": "Amount",
    "field": "Correct",
    "items": "Items",
    "gap_amount": "Effect on the gap",
    "status_filter": "Filter",
    "how": "How",
    "for_whom": "For",
    "oldest": "Oldest",
    "due": "First due",
    "causes": "Causes",
}
# In pixels: the longest text takes two lines, and fifteen jobs are in view, as many as rows of other lists.
WIDTHS = {JOBS["screen"]: 190, JOBS["field"]: 390, JOBS["status_filter"]: 230}
TALLEST = HEAD + 15 * WRAPS_FROM
DOCUMENTS = {
    "ref": "Reference",
    "amount": "Amount",
    "gap_amount": "Effect on the gap",
    "since": "Since",
    "contact": "Contact or text",
    "doc_type": "Type",
    "due": "Due",
    "assignee": "Assigned to",
}
SCREENS = ("Sales > ", "Purchases > ", "Stock > Adjustments")  # of Omni, whose documents have fields to correct
WHOM = {"Accounts": "accounts", "Warehouse": "the warehouse"}
MOST_TRIED = 50  # documents in a link to a trial


def draw_jobs(context: PageContext, answer: Answer, jobs: pa.Table) -> None:
    """Draw the jobs as a table or, in a narrow window, as lines, and the chosen one in the panel."""
    documents = group_documents(jobs, ask(context, "worklist").table, context.period)
    keys = row_keys(jobs, answer.report.key)
    name = name_list(answer, keys)
    rows = [_say_job(job, documents[find_job(job)], context.period) for job in jobs.to_pylist()]
    with st.container(key="wide-table"):
        table = to_table(rows, JOBS)
        picked = select_rows(table, keys, name, set_columns(table), tallest=TALLEST, widths=WIDTHS)
    draw_lines(name, ((row["field"], say_money(row["amount"]), _say_place(row)) for row in rows))
    if not picked:
        draw_hint("Select a job to see its documents, and to try the correction.", answer.report.name)
        return
    row = rows[picked[0]]
    with open_panel(Picked(row, name, picked[0], len(rows), 0, len(rows)), plain(row["field"])):
        _draw_job(context, row, documents[find_job(row)])


def _say_job(job: Row, documents: Sequence[Row], period: str) -> Row:
    days = [row["due"] for row in documents if row["due"]]
    named = ", ".join(cause(code, period).name for code in job["causes"].split(", "))
    return {**job, "how": say(job["how"]), "due": min(days, default=None), "causes": named}


def _say_place(row: Row) -> str:
    return f"{row['screen']} · {row['status_filter']} · {say_count(row['items'], 'item')}, {row['how']}"


def _draw_job(context: PageContext, row: Row, documents: Sequence[Row]) -> None:
    """Draw a job: where to correct its documents, the link to a trial, and the documents."""
    st.markdown(f"{plain(row['screen'])}  \nFilter: **{plain(row['status_filter'])}**")
    due, oldest = row["due"], row["oldest"]
    st.caption(
        f"{row['how'].capitalize()}, for {WHOM.get(row['for_whom'], row['for_whom'])}"
        f" · {say_count(row['items'], 'item')}, {say_money(row['amount'], context.settings.currency)}"
        f" · effect on the gap {say_money(row['gap_amount'])}"
        f" · oldest {say_day(oldest) if oldest else 'without a date'}"
        f" · {f'first due {say_day(due)}' if due else 'no due day'} · {plain(row['causes'])}"
    )
    if row["screen"].startswith(SCREENS):
        refs = ",".join(row["refs"].split(", ")[:MOST_TRIED])
        link("what_if", "Try the correction", icon=":material/science:", **{"what-if": refs})
    # A row opens its document's history or, if it is about no document, its item.
    ways: list[Way] = [
        ("document", {"ref": each["ref"]}) if each["type"] in STORIES else ("worklist", {"row": each["item"]})
        for each in documents
    ]
    draw_ways(documents, ways, f"plan-list-{'-'.join(find_job(row))}", DOCUMENTS)
