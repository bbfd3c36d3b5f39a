"""The history of an item: the actions on it in all months."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from close.rules.catalogue import name_cause
from close.store.audit_log import AuditLog, Event
from pages.parts.frame.page_context import PageContext, month_name
from pages.parts.words import plain, say_day, say_moment, say_money

DONE = {
    "assigned": "assigned to {value}",
    "due": "due {value}",
    "explained": "explained by {value}",
    "accrued": "accrued by journal {value}",
    "accepted": "accepted",
    "returned": "put back on the list",
}


def _say_value(event: Event) -> str:
    """Return the value that an action set: a day, a cause, or a text as it was typed."""
    value = event.value or ""
    return say_day(date.fromisoformat(value)) if event.kind == "due" else name_cause(value)


def draw_history(context: PageContext, row: Mapping[str, Any]) -> None:
    """Draw every action on the item in all months, newest first: who, when, what, and the amount at that time."""
    events = [e for e in AuditLog(context.warehouse).events() if e.subject == row["item"] and e.kind in DONE]
    st.markdown("**History**")
    if not events:
        st.caption("No actions yet.")
    for event in reversed(events):
        what = DONE[event.kind].format(value=_say_value(event))
        at = "" if event.amount is None else f" at {say_money(event.amount)}"
        note = f": {event.note}" if event.note else ""
        when = f"{say_moment(event.recorded_at)} UTC"
        st.caption(plain(f"{when}, {event.who}, for {month_name(event.period)}: {what}{at}{note}"))
