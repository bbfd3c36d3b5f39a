"""Signatures as tables: everything signed in a month, the answers each signature pins, its rerun, and the history."""

from collections.abc import Sequence

import streamlit as st

from close.signing.rerun import rerun
from close.signing.standing import Signature, Standing
from close.store.audit_log import Event
from close.store.seals import MONTH
from pages.parts.frame import people
from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import PageContext
from pages.parts.frame.past import name_event
from pages.parts.month.signing import say_signer, say_state, say_subject
from pages.parts.widgets.columns import set_columns
from pages.parts.widgets.drill_downs import Way, draw_ways
from pages.parts.widgets.tables import draw, select, to_table
from pages.parts.words import agree, plain, read_moment, say_count
from pages.signoff.differences import residual_of, say_answer
from pages.signoff.log.subjects import say_subject as name_subject
from pages.signoff.log.words import say_event

SIGNED = {"what": "Subject", "state": "State", "prepared": "Prepared by", "reviewed": "Reviewed by"}
HISTORY = {"number": "Event", "when": "When (UTC)", "who": "Who", "did": "Action", "subject": "Subject", "note": "Note"}
PINS = {
    "title": "Report",
    "version": "Rule version",
    "rows": "Rows",
    "residual": "Unexplained",
    "digest": "Digest",
}


def draw_standings(context: PageContext, standings: Sequence[Standing]) -> None:
    """Draw a line for everything that was ever signed in the month. A line opens its subject."""
    rows = [
        {
            "what": say_subject(context, standing.subject),
            "state": say_state(standing.state),
            "prepared": say_signer(standing.prepared) if standing.prepared else None,
            "reviewed": say_signer(standing.reviewed) if standing.reviewed else None,
        }
        for standing in standings
    ]
    ways: list[Way] = [("signoff", {"subject": standing.subject}) for standing in standings]
    draw_ways(rows, ways, "signed", SIGNED)


def draw_history(context: PageContext, events: Sequence[Event]) -> Event | None:
    """Draw every action on the month, newest first and a line each. The selected one shows its note in full."""
    rows = [
        {
            "number": event.number,
            "when": read_moment(event.recorded_at),
            "who": event.who,
            "did": say_event(event),
            "subject": name_subject(event.subject, event.period),
            "note": event.note or None,
        }
        for event in events
    ]
    table = to_table(rows, HISTORY)
    key = f"history-{context.warehouse.organisation}-{context.period}-{len(events)}"
    picked = [events[row] for row in select(table, key, set_columns(table), widths=None)]
    if picked and picked[0].note:
        st.markdown(f"**{plain(name_subject(picked[0].subject, picked[0].period))}:** {plain(picked[0].note)}")
    return picked[0] if picked else None


def draw_pins(context: PageContext, signature: Signature) -> None:
    """Draw the answers that a signature covers, with rule version, rows and digest, and their snapshot."""
    rows = [{**vars(pin), "title": say_answer(context, pin), "residual": residual_of(pin)} for pin in signature.pins]
    draw(rows, f"saw-{signature.event.number}", **PINS)
    engines = ", ".join(sorted({pin.engine for pin in signature.pins}))
    st.caption(f"From snapshot {signature.event.manifest}, calculated by {engines}.")
    with st.container(horizontal=True, gap="small"):
        event = name_event(signature.event.number)
        link("overview", "See the month as it was signed", ":material/history:", **event)
        if signature.event.subject == MONTH:
            link("signoff", "See what was open when it was signed", ":material/history:", **event)


def draw_rerun(context: PageContext, signature: Signature) -> None:
    """Run a signature again from its record alone, and draw whether every digest is unchanged."""
    number = signature.event.number
    label = f"Run signature {number} again"
    if not st.button(label, key=f"again-{number}", icon=":material/replay:"):
        return
    with st.spinner("Running every answer again from its record…"):
        found = rerun(context.warehouse, number, people.user_name())
    same, digests = sum(again.is_same for again in found), say_count(len(found), "digest")
    if other := len(found) - same:
        words = f"Signature {number}: {other} of {digests} {agree(other, 'differs', 'differ')}."
        st.error(words, icon=":material/error:")
    else:
        words = f"Signature {number}: {same} of {digests} {agree(same, 'is', 'are')} the same."
        st.success(words, icon=":material/verified:")
    rows = [
        {
            "title": say_answer(context, again.pin),
            "same": "same" if again.is_same else "; ".join(again.reasons),
            "then": again.pin.digest,
            "now": again.digest or None,
        }
        for again in found
    ]
    draw(rows, f"rerun-{number}", title="Report", same="Result", then="Digest when signed", now="Digest now")
