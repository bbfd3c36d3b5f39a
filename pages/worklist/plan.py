"""The documents of each job of the fix plan, and the files that list all of them, to print and to tick off."""

from decimal import Decimal
from typing import Any

import pyarrow as pa
import streamlit as st

from close.archive import export
from close.archive.prints import fix_plan
from close.rules.answers import Answer
from close.rules.reasons import Reason, find_action
from pages.parts.frame.page_context import PageContext
from pages.parts.widgets.answers import ask, where
from pages.parts.widgets.columns import MONEY
from pages.parts.widgets.downloads import MIME, admitted, offer_print
from pages.parts.words import say
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

Row = dict[str, Any]
Job = tuple[str, str, str]  # a screen, a filter and a field
Documents = dict[Job, list[Row]]


def rank_screens(plan: pa.Table) -> list[str]:
    """Return the screens in a plan, the one with the largest amount first."""
    money: dict[str, Decimal] = {}
    for row in plan.select(["screen", "amount"]).to_pylist():
        money[row["screen"]] = money.get(row["screen"], Decimal(0)) + (row["amount"] or 0)
    return sorted(money, key=lambda screen: (-money[screen], screen))


def find_job(row: Row) -> Job:
    """Return the screen, filter and field of a job."""
    return row["screen"], row["status_filter"], row["field"]


def group_documents(plan: pa.Table, items: pa.Table, period: str) -> Documents:
    """Return the open items of each job in a plan, largest amount first."""
    jobs = {find_job(job): job for job in plan.to_pylist()}
    found: Documents = {key: [] for key in jobs}
    for row in sorted(where(items, "status", [OPEN]).to_pylist(), key=_rank_item):
        own = find_action(row["cause_id"], row["doc_type"], period)
        key = own.screen or row["cause_id"], own.status_filter or "", own.field or ""
        if key in jobs:
            found[key].append({**row, **jobs[key], **_own_columns(row, own)})
    return found


def _rank_item(row: Row) -> tuple[Decimal, str]:
    return -(row["amount"] or Decimal(0)), row["item"]


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
    house, period = context.warehouse, context.period
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "Tick-off sheet",
            data=admitted(lambda: write_sheet(context, plan, ask(context, "worklist"))),
            file_name=f"fix plan {period}.xlsx",
            mime=MIME["xlsx"],
            key="fix-plan-sheet",
            on_click="ignore",
            icon=":material/checklist:",
        )
        offer_print("PDF to print", lambda: fix_plan.pdf(house, period), f"Fix plan {period}.pdf")
    st.caption(
        "The tick-off sheet of this page lists the documents of every job, and the PDF to print up to "
        f"{fix_plan.MOST} of each."
    )


def write_sheet(context: PageContext, plan: pa.Table, worklist: Answer) -> bytes:
    """Return the sheet as xlsx: by screen, filter and field, largest amount first."""
    documents = group_documents(plan, worklist.table, context.period)
    rows = [row for job in _in_order(plan) for row in documents[find_job(job)]]
    columns = {name: [row.get(name) for row in rows] for name in SHEET}
    kinds = {"amount": MONEY, "gap_amount": MONEY, "since": pa.date32(), "due": pa.date32()}
    arrays = [pa.array(values, kinds.get(name, pa.string())) for name, values in columns.items()]
    return export.write(pa.table(arrays, names=list(SHEET)), "xlsx", SHEET, worklist.caution)


def _in_order(plan: pa.Table) -> list[Row]:
    order = {screen: rank for rank, screen in enumerate(rank_screens(plan))}
    return sorted(plan.to_pylist(), key=lambda job: (order[job["screen"]], -(job["amount"] or 0)))
