"""The close: the states of its steps, and those that wait for somebody, with the person and the day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import streamlit as st

from close.archive.news.owners import Owner, find_step_owner
from close.store.authority.people import is_same
from close.store.seals import MONTH, now
from close.store.settings import Settings
from close.work.checklist import CANNOT_TELL, EXCEPTIONS, NOT_APPLICABLE
from close.work.glossary import STATES
from close.work.progress import find_shown_state
from pages.checklist.progress import Progress, read_progress
from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import PageContext
from pages.parts.frame.people import user_name
from pages.parts.month import signing
from pages.parts.words import COLOURS, plain, say, say_count

Row = dict[str, Any]
SUSPENDED = "suspended"
UNDONE = (EXCEPTIONS, SUSPENDED, CANNOT_TELL)
MOST = 4
ORDER = (*UNDONE, *(state for state in STATES if state not in UNDONE))
IN_A_STATE = {EXCEPTIONS: "with exceptions", CANNOT_TELL: "cannot tell"}


def draw_closing(context: PageContext) -> None:
    """Draw how many steps are in each state, the next steps with their person and day, and the signatures."""
    progress = read_progress(context)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.header("Close", anchor=False, width="content")
        with st.container(width="content"):
            signing.draw_bar(context, MONTH)
    _draw_states(progress)
    waiting = sorted(progress.of(*UNDONE), key=lambda row: (row["due_date"], row["position"]))
    governing = context.warehouse.governing() or Settings()
    owned = [(row, find_step_owner(row, governing)) for row in waiting[:MOST]]
    for row, owner in owned:
        _draw_step(row, owner)
    _draw_nobody([owner for _, owner in owned])
    if len(waiting) > MOST:
        link("checklist", f"{len(waiting) - MOST} more", icon=":material/arrow_forward:")


def _draw_states(progress: Progress) -> None:
    """Draw how many steps are to do, and a badge for each state. Every step that applies is in exactly one of them."""
    to_do = say_count(progress.to_do, "step")
    st.caption(f"{to_do} to do, {progress.done.count} of {progress.applicable} done")
    with st.container(horizontal=True, gap="small", key="states"):
        for state, rows in group_by_state(progress).items():
            label = f":{COLOURS[state]}-badge[{len(rows)} {IN_A_STATE.get(state, state)}]"
            names = ", ".join(row["step"] for row in rows)
            link("checklist", label, tooltip=f"{STATES[state]} {names}.", step=rows[0]["step"])


def group_by_state(progress: Progress) -> dict[str, list[Row]]:
    """Return the steps that apply by the state to show, those that keep the month from closing first."""
    found: dict[str, list[Row]] = {state: [] for state in ORDER}
    for row in progress.steps:
        found[find_shown_state(row)].append(row)
    return {state: rows for state, rows in found.items() if rows and state != NOT_APPLICABLE}


def _draw_step(row: Row, owner: Owner) -> None:
    """Draw a step with its day and person, and its number of documents on the right."""
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        with st.container(gap=None, key=f"waiting-{row['step']}"):
            link("checklist", f"{row['title']} ({row['step']})", step=row["step"])
            st.caption(say_due(row["due_date"], now()) + _say_owner(owner))
        count = row["exception_count"]
        label = f"{count:,}" if row["state"] == EXCEPTIONS else str(say(row["state"]))
        st.badge(label, color=COLOURS[row["state"]], help=f"{say(row['state'])}: {say_count(count, 'document')}")


def _say_owner(owner: Owner) -> str:
    """Return who has a step: the people whose role it waits for, since nobody assigns steps by hand."""
    names = tuple("you" if is_same(name, user_name()) else name for name in owner.names)
    return f" · {plain(replace(owner, names=names).say())}" if names else ""


def _draw_nobody(owners: Sequence[Owner]) -> None:
    """Say which roles nobody has, so that steps wait for no one, with a link to assign them."""
    if roles := sorted({str(owner.role) for owner in owners if not owner.names}):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(
                f"Nobody has the role {' or '.join(roles)} yet, so nobody is assigned to these steps.", width="content"
            )
            link("organisation", "Assign roles", icon=":material/arrow_forward:")


def say_due(day: date, today: date) -> str:
    """Return when a step is due, as seen from today."""
    if day < today:
        return f":red[overdue since {day.day} {day:%B}]"
    return {today: "due today", today + timedelta(days=1): "due tomorrow"}.get(day, f"due {day.day} {day:%B}")
