"""An earlier state of an organisation, as it was at an event of the audit log or at a snapshot, chosen in the URL."""

import re

import streamlit as st

from close.signing.standing import PREPARER, SIGNED
from close.store.audit_log import AuditLog, Event
from close.store.warehouse import Past, Warehouse
from pages.parts.frame.navigation import link
from pages.parts.frame.url import AS_OF
from pages.parts.words import plain, say_moment

# `event-34` is the state that the person of event 34 saw, and `snapshot-12` the newest one with that snapshot.
EVENT, SNAPSHOT = "event", "snapshot"
_STATE = re.compile(rf"({EVENT}|{SNAPSHOT})-(\d{{1,9}})")


def name_event(number: int) -> dict[str, str]:
    """Return the parameter that shows every page as it was at an event."""
    return {AS_OF: f"{EVENT}-{number}"}


def name_snapshot(number: int) -> dict[str, str]:
    """Return the parameter that shows every page as it was with a snapshot."""
    return {AS_OF: f"{SNAPSHOT}-{number}"}


def find_past(warehouse: Warehouse) -> Past | None:
    """Return the state in the URL, or None for today. A state that the organisation never had is dropped."""
    stated = _STATE.fullmatch(st.query_params.get(AS_OF, ""))
    found = _find(warehouse, stated[1], int(stated[2])) if stated else None
    if found is None:
        st.query_params.pop(AS_OF, None)
    return found


def explain_past(warehouse: Warehouse) -> str:
    """Return the reason nothing can be done in an earlier state, or an empty string today."""
    return "This is an earlier state, which cannot be changed." if warehouse.past else ""


def _find(warehouse: Warehouse, kind: str, number: int) -> Past | None:
    events = AuditLog(warehouse).events()
    if kind == EVENT:
        snapshot = events[number - 1].manifest if 0 < number <= len(events) else 0
        return Past(snapshot, number) if snapshot else None
    if not 0 < number <= warehouse.head().number:
        return None
    return Past(number, max((event.number for event in events if event.manifest <= number), default=0))


def draw_band(warehouse: Warehouse, page: str) -> None:
    """Draw that the page shows an earlier state, with the way back to the same page today. Today draws nothing."""
    if warehouse.past is None:
        return
    snapshot, events = warehouse.head(), AuditLog(warehouse).events()
    taken = f"snapshot {snapshot.number} ({say_moment(snapshot.published_at)} UTC)"
    said = _say_signature(events[-1], taken) if events else ""
    if not said:
        at = f"{say_moment(events[-1].recorded_at)} UTC, event {events[-1].number}" if events else ""
        acts = f"Signatures, waivers and other acts up to {at}" if events else "Nothing was signed or waived yet"
        said = f"Data of {taken}. {acts}"
    st.space("small")  # below the bar at the top
    with st.container(border=True, key="past", horizontal=True, vertical_alignment="center"):
        st.badge("Earlier state", color="violet", icon=":material/history:")
        st.markdown(f"{said}. It cannot be changed.", width="stretch")
        link(page, "Back to today", icon=":material/arrow_forward:", **{**st.query_params.to_dict(), AS_OF: ""})


def _say_signature(event: Event, taken: str) -> str:
    """Return that the state is that of a signature, with its signer and time, or an empty text if it is not."""
    if event.kind != SIGNED:
        return ""
    role = "as preparer" if event.value == PREPARER else "as reviewer"
    at = f"{say_moment(event.recorded_at)} UTC"
    return f"As signed by {plain(event.who)} {role}, {at}, with signature {event.number}, from the data of {taken}"
