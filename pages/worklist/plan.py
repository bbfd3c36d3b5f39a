"""The fix plan on screen and on paper: a block for each screen, a job for each filter and field, and its documents."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import quote, urlencode

import pyarrow as pa
import streamlit as st

from close.archive import export
from close.archive.prints import fix_plan
from close.rules.answers import Answer
from close.rules.reasons import Reason, find_action
from pages.parts.frame.navigation import FOLDER, PAGES, STORIES, link
from pages.parts.frame.page_context import PageContext
from pages.parts.frame.url import carried_choices
from pages.parts.month.causes import cause
from pages.parts.widgets.answers import ask, where
from pages.parts.widgets.columns import MONEY
from pages.parts.widgets.downloads import MIME, admitted, offer_print
from pages.parts.widgets.tables import draw
from pages.parts.words import plain, say, say_count, say_day, say_money
from pages.worklist.items import OPEN

SHEET = {
    "done": "Done",
    "screen": "Screen",
    "status_filter": "Filter",
    "field": "Field",
    "how": "How",
    "for_whom": "For",
    "doc_type": "Type",
    "ref": "Reference",
    "contact": "Contact or text",
    "amount": "Amount",
    "gap_amount": "Effect on the gap",
    "since": "Since",
    "assignee": "Assigned to",
    "due": "Due",
}

FEW = 12  # documents below a job
SCREENS = ("Sales > ", "Purchases > ", "Stock > Adjustments")  # of Omni, whose documents have fields to correct
MOST_TRIED = 50  # documents in a link to a trial
JOB = ("screen", "status_filter", "field")
LIST = {
    name: SHEET[name] for name in ("ref", "amount", "gap_amount", "since", "due", "assignee", "doc_type", "contact")
}
LOOKS = FOLDER.parent / ".streamlit" / "fix_plan.css"
NO_DUE = "no due day"
WHOM = {"Accounts": "accounts", "Warehouse": "the warehouse"}

Row = dict[str, Any]


def rank_screens(plan: pa.Table) -> list[str]:
    """Return the screens in a plan, the one with the largest amount first."""
    money: dict[str, Decimal] = {}
    for row in plan.select(["screen", "amount"]).to_pylist():
        money[row["screen"]] = money.get(row["screen"], Decimal(0)) + (row["amount"] or 0)
    return sorted(money, key=lambda screen: (-money[screen], screen))


def hide_controls_on_paper() -> None:
    """Hide the controls when the page is printed."""
    st.html(LOOKS)


def draw_screen(context: PageContext, screen: str, jobs: pa.Table) -> None:
    """Draw a screen with its jobs, each with its largest documents below it."""
    st.header(screen, anchor=False, divider="gray")
    for job in jobs.to_pylist():
        items = list_items(context, job)
        money = say_money(job["amount"], context.settings.currency)
        how, whom = str(say(job["how"])), WHOM.get(job["for_whom"], job["for_whom"])
        oldest = say_day(job["oldest"]) if job["oldest"] else "without a date"
        st.markdown(f"Filter: **{plain(job['status_filter'])}** → Correct: **{plain(job['field'])}**")
        st.caption(
            f"{how.capitalize()}, for {whom} · {say_count(job['items'], 'item')}, {money}"
            f" · effect on the gap {say_money(job['gap_amount'])} · oldest {oldest} · {say_due(items)} · "
            f"{say_causes(job['causes'], context.period)}"
        )
        draw_documents(job, items)
        if screen.startswith(SCREENS):
            refs = ",".join(job["refs"].split(", ")[:MOST_TRIED])
            link("what_if", "Try the correction", icon=":material/science:", **{"what-if": refs})


def list_items(context: PageContext, job: Row) -> list[Row]:
    """Return the open items of a job, largest amount first."""
    return list_documents(context, [job], ask(context, "worklist").table)


def say_due(items: Sequence[Row]) -> str:
    """Return the first day on which one of the items is due."""
    days = [row["due"] for row in items if row["due"]]
    return f"first due {say_day(min(days))}" if days else NO_DUE


def draw_documents(job: Row, items: Sequence[Row]) -> None:
    """Draw the largest documents as links to their histories, and all of them in a table on request."""
    name = "-".join(str(job[part]) for part in JOB)
    is_open = len(items) > FEW and st.toggle(f"All {say_count(len(items), 'item')}", key=f"plan-all-{name}")
    with st.container(key=f"plan-documents-{name}"):
        if not is_open:
            st.markdown("\n".join(f"- {_say_document(row)}" for row in items[:FEW]))
            return
    draw([{**row, "doc_type": say(row["doc_type"])} for row in items], f"plan-list-{name}", **LIST)


def _say_document(row: Row) -> str:
    """Return a document as a link to its history, with its amount and who corrects it by when."""
    choices = urlencode({**carried_choices(), "ref": row["ref"]}, quote_via=quote)
    name = plain(row["ref"])
    named = f"[{name}]({PAGES['document'].address}?{choices})" if row["type"] in STORIES else name
    due = f"due {say_day(row['due'])}" if row["due"] else ""
    facts = [named, plain(say_money(row["amount"])), due, plain(row["assignee"] or "")]
    return " · ".join(fact for fact in facts if fact)


def say_causes(codes: str, period: str) -> str:
    """Return the causes of a job, by name."""
    return ", ".join(cause(code, period).name for code in codes.split(", "))


def list_documents(context: PageContext, jobs: Sequence[Row], items: pa.Table) -> list[Row]:
    """Return the open items in some jobs, largest amount first, each with its job."""
    wanted = {tuple(job[name] for name in JOB): job for job in jobs}
    rows = sorted(where(items, "status", [OPEN]).to_pylist(), key=lambda row: (-(row["amount"] or 0), row["item"]))
    found = ((row, find_action(row["cause_id"], row["doc_type"], context.period)) for row in rows)
    keyed = (
        (row, own, (own.screen or row["cause_id"], own.status_filter or "", own.field or "")) for row, own in found
    )
    return [{**row, **wanted[key], **_own_columns(row, own)} for row, own, key in keyed if key in wanted]


def _own_columns(row: Row, reason: Reason) -> Row:
    return {
        "how": reason.how,
        "for_whom": reason.for_whom,
        "amount": row["amount"],
        "gap_amount": row["gap_amount"],
        "type": row["doc_type"],
        "doc_type": str(say(row["doc_type"])),
        "since": row["exposure_date"],
        "done": "",
    }


def offer_files(context: PageContext, plan: pa.Table) -> None:
    """Draw the download of a sheet with a line for each document and a tick column.

    It is for users who work without this screen.
    """
    with st.container(horizontal=True, vertical_alignment="center", key="plan-sheet"):
        st.download_button(
            "Tick-off sheet",
            data=admitted(lambda: write_sheet(context, plan, ask(context, "worklist"))),
            file_name=f"fix plan {context.period}.xlsx",
            mime=MIME["xlsx"],
            key="fix-plan-sheet",
            on_click="ignore",
            icon=":material/checklist:",
        )
        st.caption(f"The PDF lists up to {fix_plan.MOST} documents of each job, and the sheet lists all of them.")
    house, period = context.warehouse, context.period
    offer_print("PDF to print", lambda: fix_plan.pdf(house, period), f"Fix plan {period}.pdf")


def write_sheet(context: PageContext, plan: pa.Table, worklist: Answer) -> bytes:
    """Return the sheet as xlsx: by screen, filter and field, largest amount first."""
    rows = [row for job in _in_order(plan) for row in list_documents(context, [job], worklist.table)]
    columns = {name: [row.get(name) for row in rows] for name in SHEET}
    kinds = {"amount": MONEY, "gap_amount": MONEY, "since": pa.date32(), "due": pa.date32()}
    arrays = [pa.array(values, kinds.get(name, pa.string())) for name, values in columns.items()]
    return export.write(pa.table(arrays, names=list(SHEET)), "xlsx", SHEET, worklist.caution)


def _in_order(plan: pa.Table) -> list[Row]:
    order = {screen: rank for rank, screen in enumerate(rank_screens(plan))}
    return sorted(plan.to_pylist(), key=lambda job: (order[job["screen"]], -(job["amount"] or 0)))
