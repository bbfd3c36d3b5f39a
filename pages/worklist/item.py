"""The picked item of the worklist: why it is here, where to mend it, what was said and done, its line in the file."""

from datetime import date
from typing import Any

import streamlit as st

from close.rules.reasons import reasons
from close.store.audit_log import AuditLog
from pages.parts.frame.page_context import PageContext, link
from pages.parts.money import say_money
from pages.parts.month.causes import cause, help_links
from pages.parts.month.ledger import story_link
from pages.parts.widgets.origin import show_origin
from pages.parts.widgets.tables import BLANK
from pages.parts.words import Colour, plain, say
from pages.worklist import comments

DONE = {
    "assigned": "assigned to {value}",
    "due": "due {value}",
    "explained": "explained by {value}",
    "accrued": "accrued by journal {value}",
    "accepted": "accepted",
    "returned": "put back on the list",
}
COLOURS: dict[str, Colour] = {"high": "red", "medium": "orange", "low": "gray", "open": "orange"}

Row = dict[str, Any]


def draw_item(context: PageContext, row: Row) -> None:
    """One item, opened."""
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(plain(f"{say(row['doc_type'])} {row['ref']}"), anchor=False, width="content")
            st.badge(f"{say(row['priority'])} priority", color=COLOURS[row["priority"]])
            st.badge(str(say(row["status"])), color=COLOURS.get(row["status"], "green"))
        if row["reopened"]:
            st.warning(plain(row["reopened"]), icon=":material/restart_alt:")
        halves = st.grid(5, min_column_width=150)
        with halves.cell(column_span=2):
            _draw_facts(row)
        with halves.cell(column_span=3):
            _draw_causes(context, row)
        halves = st.grid(2, min_column_width=300)
        with halves.cell():
            comments.draw_thread(context, row["item"])
        with halves.cell():
            _draw_history(context, row)
        show_origin(context, row)


def _draw_facts(row: Row) -> None:
    facts = {
        "Amount": say_money(row["amount"]),
        "Last month": say_money(row["amount_before"]) if row["carried"] != "new" else "not on the list",
        "Out of step since": row["exposure_date"] or "no date",
        "Days at the month end": row["age_days"],
        "Money × days": say_money(row["urgency"]),
        "Contact or text": row["contact"],
        "Direction": say(row["direction"]),
        "Accounting status": say(row["sync_status"]),
        "Assigned to": row["assignee"] or "nobody",
        "Due": _say_due(row["due"]),
    }
    told = [{"fact": name, "value": plain(BLANK if value is None else value)} for name, value in facts.items()]
    st.table(told, hide_header=True, hide_index=True)


def _say_due(due: date | None) -> str:
    return "no day set" if due is None else f"{due:%A}, {due}"


def _draw_causes(context: PageContext, row: Row) -> None:
    """Each cause in words, and the place in Omni or the ledger where the first is mended."""
    st.markdown("**Why it is here**")
    for code in row["causes"].split(", "):
        found = cause(code, context.period)
        ends = "clears by itself" if found.clears else "stays until it is mended"
        st.markdown(f"{plain(found.name)}: {plain(found.description)} It {ends}.")
    place = reasons(context.period)[row["cause_id"]]
    st.markdown("**Where to mend it**")
    st.markdown(f"{plain(place.screen)}  \n{plain(place.status_filter)}  \n{plain(place.field)} ({place.how})")
    with st.container(horizontal=True):
        story_link(row["doc_type"], row["ref"])
        link("worklist/fix_plan", "Fix plan", icon=":material/build:")
        help_links(cause(row["cause_id"], context.period))


def _draw_history(context: PageContext, row: Row) -> None:
    """Every word on the item in all months, newest first: who, when, what, at which amount."""
    said = [e for e in AuditLog(context.warehouse).events() if e.subject == row["item"] and e.kind in DONE]
    st.markdown("**History**")
    if not said:
        st.caption("Nobody has done anything with it yet.")
    for event in reversed(said):
        what = DONE[event.kind].format(value=event.value)
        at = "" if event.amount is None else f" at {say_money(event.amount)}"
        note = f": {event.note}" if event.note else ""
        st.caption(plain(f"{event.recorded_at[:10]} {event.who}, for {event.period}: {what}{at}{note}"))
